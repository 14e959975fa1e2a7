package io.assetota.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

/** Any JSON of a rollout: it is refused by what is wrong with it, and starts nothing. */
class ApiBodyFuzzTest {
  @RegisterExtension static final RunningServer server = new RunningServer();

  static Stream<byte[]> bodies() {
    return Stream.of(
            "{\"release\":1,\"all\":true}",
            "{\"release\":1,\"device\":\"a\",\"hold\":false}",
            "{\"release\":1.99,\"devices\":[\"a\"],\"canary\":{\"percent\":1}}",
            "[null]",
            "{\"release\":1e400,\"all\":\"yes\",\"maxFailures\":\"\\ud800\"}",
            "{".repeat(2000))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("bodies")
  @FuzzTest
  void noBodyStartsARolloutOrIsTheServersFailure(byte[] body) throws IOException {
    String head =
        "POST /api/v1/rollouts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nAuthorization: Bearer "
            + TestServer.OPERATOR_TOKEN
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    // There is no release that could be given to anybody.
    assertThat(server.get().raw(head.getBytes(ISO_8859_1), body)).matches("HTTP/1\\.1 4\\d\\d");
  }
}
