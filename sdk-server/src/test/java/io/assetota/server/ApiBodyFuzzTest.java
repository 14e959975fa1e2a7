package io.assetota.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Any JSON of a rollout: it is refused by what is wrong with it, and starts nothing. */
class ApiBodyFuzzTest {
  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

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
    assertThat(server.raw(head.getBytes(ISO_8859_1), body)).matches("HTTP/1\\.1 4\\d\\d");
  }
}
