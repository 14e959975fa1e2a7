package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Environment variables as protobuf: what is read can be written, and is the same then. */
final class EnvironmentFuzzTest {
  static Stream<byte[]> variables() throws AssetException {
    return Stream.of(
        EnvironmentVariables.of(Map.of("A", "1", "NAME", "x".repeat(200))).encode(),
        new byte[] {0x1a, 2, 1, 2, 0x21, 1, 2, 3, 4, 5, 6, 7, 8});
  }

  @MethodSource("variables")
  @FuzzTest
  void variablesReadTheSameAgain(byte[] input) {
    try {
      EnvironmentVariables variables = EnvironmentVariables.decode(input);
      assertThat(EnvironmentVariables.decode(variables.encode())).isEqualTo(variables);
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
