package io.assetota.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

/** Any form of a stranger who logs in: it is refused, and lets nobody in. */
class FormFuzzTest {
  @RegisterExtension static final RunningServer server = new RunningServer();

  static Stream<byte[]> forms() {
    return Stream.of(
            "unknown=1",
            "a=1&a=2&&=&b",
            "csrf=%ff%zz+%00",
            "password=%C3%28&to=//evil",
            "&".repeat(3000))
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("forms")
  @FuzzTest
  void noFormLetsAStrangerInOrIsTheServersFailure(byte[] form) throws IOException {
    String head =
        "POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length
            + "\r\n\r\n";
    assertThat(server.get().raw(head.getBytes(ISO_8859_1), form)).matches("HTTP/1\\.1 4\\d\\d");
  }
}
