package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Several modules in one file: what can be taken apart can be put together again. */
final class CombinedModulesFuzzTest {
  static Stream<byte[]> modules() {
    return ModuleFuzzing.modules();
  }

  @MethodSource("modules")
  @FuzzTest
  void splitModulesCombineToTheSameBytes(byte[] modules) throws IOException {
    ModuleFuzzing.run(
        modules,
        input ->
            assertThat(CombinedModules.combine(CombinedModules.split(input))).isEqualTo(input));
  }
}
