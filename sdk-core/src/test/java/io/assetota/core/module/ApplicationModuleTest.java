package io.assetota.core.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationModuleTest {
  private static final byte[] JAR = "any bytes at all".getBytes(UTF_8);

  private static FirmwareModule wrap(String name, byte[] payload) throws AssetException {
    return ApplicationModule.wrap(Platform.LINUX, new ProductData(0xffff, 7), 5500, name, payload);
  }

  private static byte[] payload(FirmwareModule module) {
    byte[] bytes = new byte[module.payload().remaining()];
    module.payload().get(bytes);
    return bytes;
  }

  @Test
  void aPayloadBecomesAUserPart() throws Exception {
    FirmwareModule module = wrap("kiosk.jar", JAR).requireIntact();

    assertThat(module.prefix().function()).isEqualTo(ModuleFunction.USER_PART);
    assertThat(module.prefix().index()).isEqualTo(1);
    assertThat(module.prefix().platformId()).isEqualTo(43);
    assertThat(module.prefix().startAddress()).isZero();
    assertThat(module.prefix().dependency1())
        .isEqualTo(new ModuleDependency(ModuleFunction.SYSTEM_PART, 1, 5500));
    assertThat(module.suffix().product()).contains(new ProductData(0xffff, 7));
    assertThat(module.assetDependencies()).isEmpty();
  }

  @Test
  void payloadAndNameComeOutAgain() throws Exception {
    FirmwareModule module = FirmwareModule.parse(wrap("kiosk.jar", JAR).toByteArray());

    assertThat(ApplicationModule.payloadName(module)).contains("kiosk.jar");
    assertThat(payload(module)).isEqualTo(JAR);
  }

  @Test
  void assetDependenciesLeavePayloadAndNameAlone() throws Exception {
    AssetReference logo = new AssetReference("logo.png", AssetHash.ofContent(JAR));
    FirmwareModule module =
        ModuleEditor.edit(wrap("kiosk.jar", JAR)).withAssetDependencies(List.of(logo));

    assertThat(module.requireIntact().assetDependencies()).containsExactly(logo);
    assertThat(ApplicationModule.payloadName(module)).contains("kiosk.jar");
    assertThat(module.suffix().product()).contains(new ProductData(0xffff, 7));
    assertThat(payload(module)).isEqualTo(JAR);
    assertThat(ModuleEditor.edit(module).withoutAssetDependencies())
        .isEqualTo(wrap("kiosk.jar", JAR));
  }

  @Test
  void anEmptyPayloadIsAPayload() throws Exception {
    assertThat(payload(wrap("empty", new byte[0]))).isEmpty();
  }

  @Test
  void aPayloadThatLooksLikeAModuleIsNotTakenForOne() throws Exception {
    byte[] inner = wrap("inner.jar", JAR).toByteArray();
    FirmwareModule outer = FirmwareModule.parse(wrap("outer.bin", inner).toByteArray());

    assertThat(ApplicationModule.payloadName(outer)).contains("outer.bin");
    assertThat(payload(outer)).isEqualTo(inner);
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() {
    assertThatThrownBy(() -> wrap("../kiosk.jar", JAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path separator");
  }
}
