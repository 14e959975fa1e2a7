package io.assetota.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.model.AssetException;
import io.assetota.core.module.FirmwareModule;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationWrapperTest {
  private static final byte[] JAR = "PK and so on".getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void aJarGoesThroughABundleAndComesOutAgain() throws Exception {
    Path jar = Files.write(folder.resolve("kiosk.jar"), JAR);
    Path release = folder.resolve("release.zip");
    BundleBuilder.forApplication(ApplicationWrapper.forVersion(3).wrap(jar))
        .asset("splash.png", new byte[5000])
        .writeTo(release);

    BundleReport report = Bundle.verify(release, VerifyOptions.DEFAULT);
    FirmwareModule application = report.requireValid().application();
    WrappedPayload payload = ApplicationWrapper.unwrap(application);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    payload.writeTo(out);

    assertThat(application.assetDependencies()).hasSize(1);
    assertThat(payload.name()).isEqualTo("kiosk.jar");
    assertThat(payload.version()).isEqualTo(3);
    assertThat(payload.size()).isEqualTo(JAR.length);
    assertThat(out.toByteArray()).isEqualTo(JAR);
  }

  @Test
  void productAndSystemCanBeSet() throws Exception {
    FirmwareModule module =
        ApplicationWrapper.forVersion(65534)
            .withProductId(4711)
            .withDeviceOs(6100)
            .wrap("kiosk.jar", JAR);

    assertThat(module.suffix().product().orElseThrow().id()).isEqualTo(4711);
    assertThat(module.suffix().product().orElseThrow().version()).isEqualTo(65534);
    assertThat(module.prefix().dependency1().version()).isEqualTo(6100);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65535, 65536})
  void aVersionOutOfRangeIsMisuse(int version) {
    assertThatThrownBy(() -> ApplicationWrapper.forVersion(version))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void firmwareIsNoWrappedApplication() throws Exception {
    FirmwareModule firmware = FirmwareModule.read(Vectors.path("apps/tracker.bin"));

    assertThatThrownBy(() -> ApplicationWrapper.unwrap(firmware))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("not a wrapped application");
  }

  @Test
  void aDamagedModuleIsNotUnwrapped() throws Exception {
    byte[] bytes = ApplicationWrapper.forVersion(1).wrap("kiosk.jar", JAR).toByteArray();
    bytes[30] ^= 1;
    FirmwareModule damaged = FirmwareModule.parse(bytes);

    assertThatThrownBy(() -> ApplicationWrapper.unwrap(damaged))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("CRC-32");
  }
}
