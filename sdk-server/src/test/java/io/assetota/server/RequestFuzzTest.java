package io.assetota.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes in the first line of a request: an answer that is not the server's own failure. */
class RequestFuzzTest {
  @RegisterExtension static final RunningServer server = new RunningServer();

  static Stream<byte[]> targets() {
    return Stream.of(
            "/api/devices?after=a%20b&after=c",
            "/api/devices?after=%ff%zz+%00",
            "/default/controller/v1/d%2F..?c=-1",
            "/login?to=//evil\u00fc",
            "*",
            "http://[::1/x")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("targets")
  @FuzzTest
  void noTargetIsTheServersFailure(byte[] input) throws IOException {
    String target = new String(input, ISO_8859_1).replaceAll("[\r\n]", "");
    String request =
        "GET "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + TestServer.OPERATOR_TOKEN
            + "\r\n\r\n";
    assertThat(server.get().raw(request.getBytes(ISO_8859_1)))
        .matches("HTTP/1\\.1 ([234]\\d\\d|505)");
  }
}
