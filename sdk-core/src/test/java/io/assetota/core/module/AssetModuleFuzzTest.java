package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.testing.ByteArrayChannel;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Asset modules: what is read is what the module's hash tells, or an error. */
final class AssetModuleFuzzTest {
  private static final int MAX_READ = 1 << 20;

  static Stream<byte[]> modules() throws IOException {
    byte[] content = new byte[1_000];
    Arrays.fill(content, 500, 900, (byte) 'x');
    return Stream.of(
        TestModules.asset("name.bin", content, true),
        TestModules.asset("name.bin", content, false),
        TestModules.asset("empty", new byte[0], true));
  }

  @MethodSource("modules")
  @FuzzTest
  void contentIsWhatTheHashTells(byte[] module) throws IOException {
    ModuleFuzzing.run(module, AssetModuleFuzzTest::check);
  }

  private static void check(byte[] input) throws IOException {
    AssetModule module = AssetModule.parse(new ByteArrayChannel(input));
    assertThat(module.length()).isEqualTo(input.length);
    if (module.size() <= MAX_READ) {
      assertThat(AssetHash.ofContent(read(input))).isEqualTo(module.asset().hash());
      assertThat(AssetModule.verify(new ByteArrayChannel(input))).isEqualTo(module);
    }
  }

  private static byte[] read(byte[] input) throws IOException {
    try (AssetReader reader = AssetModule.open(new ByteArrayChannel(input))) {
      byte[] content = reader.readAllBytes();
      assertThat((long) content.length).isEqualTo(reader.size());
      return content;
    }
  }
}
