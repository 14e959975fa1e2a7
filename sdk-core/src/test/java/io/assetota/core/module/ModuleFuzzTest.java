package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules: what can be parsed says all there is, and can be edited. */
final class ModuleFuzzTest {
  static Stream<byte[]> modules() {
    return ModuleFuzzing.modules();
  }

  @MethodSource("modules")
  @FuzzTest
  void parsedModulesGiveTheSameBytesAgain(byte[] module) throws IOException {
    ModuleFuzzing.run(module, ModuleFuzzTest::check);
  }

  private static void check(byte[] input) throws AssetException {
    FirmwareModule module = FirmwareModule.parse(input);
    assertThat(module.toByteArray()).isEqualTo(input);
    module.requireIntact();
    assertThat(assembledAgain(module)).isEqualTo(input);
    module.assetDependencies();
    ApplicationModule.payloadName(module);
    FirmwareModule stripped = ModuleEditor.edit(module).withoutAssetDependencies();
    assertThat(stripped.requireIntact().assetDependencies()).isEmpty();
    assertThat(stripped.payload()).isEqualTo(module.payload());
    CompressedModules.decompress(module);
  }

  private static byte[] assembledAgain(FirmwareModule module) throws AssetException {
    return ModuleAssembler.assemble(
            module.vectorTable(),
            module.prefix(),
            module.prefixExtensions(),
            module.payload(),
            module.suffix())
        .toByteArray();
  }
}
