package io.assetota.core.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import io.assetota.core.module.EnvironmentVariables;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Environment variables as JSON: what is read can be written, and is the same then. */
class EnvironmentJsonFuzzTest {
  static Stream<byte[]> files() {
    return Stream.of(
            "{}",
            "{\"A\": \"1\", \"NAME_2\": \"\\u00fc\\n\\ud83d\\ude00\"}",
            "\ufeff{\"A\": \"\u00fc\"}",
            "{\"A\": \"half \\ud83d\"}",
            "{\"A\": 1}",
            "{\"a\": \"1\"} x")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void variablesReadTheSameAgain(byte[] input) {
    try {
      EnvironmentVariables variables = EnvironmentJson.parse(input);
      assertThat(EnvironmentVariables.decode(variables.encode())).isEqualTo(variables);
      byte[] written = EnvironmentJson.write(variables);
      if (written.length <= EnvironmentVariables.MAX_SIZE) {
        assertThat(EnvironmentJson.parse(written)).isEqualTo(variables);
      }
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
