package io.assetota.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebServerTest {
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private static HttpRequest.Builder to(URI uri) {
    return HttpRequest.newBuilder(uri);
  }

  @Test
  void readsBodiesOfBothForms() throws Exception {
    try (WebServer server = WebServer.start(request -> Answer.json(request.body()))) {
      assertThat(send(to(server.uri()).POST(BodyPublishers.ofString("ä"))).body()).isEqualTo("ä");
      String chunked = "x".repeat(100_000);
      assertThat(
              send(to(server.uri())
                      .POST(
                          BodyPublishers.ofInputStream(
                              () -> new ByteArrayInputStream(chunked.getBytes(UTF_8)))))
                  .body())
          .isEqualTo(chunked);
      assertThat(server.requests()).extracting(Request::method).containsExactly("POST", "POST");
      assertThat(server.bodyBytes()).isEqualTo(100_002);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-1, '', '', 206, ab",
    "bytes=4-9, '', '', 206, ef",
    "bytes=-2, '', '', 206, ef",
    "bytes=2-, '', '', 206, cdef",
    "bytes=6-7, '', '', 416, ''",
    "bytes=0-1, other, '', 200, abcdef",
    "bytes=0-1, '', other, 412, ''"
  })
  void givesRanges(String range, String ifRange, String ifMatch, int status, String body)
      throws Exception {
    RangedContent content = new RangedContent("abcdef".getBytes(UTF_8), "\"v1\"");
    try (WebServer server = WebServer.start(content::answer)) {
      HttpRequest.Builder request = to(server.uri()).header("Range", range);
      if (!ifRange.isEmpty()) {
        request.header("If-Range", ifRange);
      }
      if (!ifMatch.isEmpty()) {
        request.header("If-Match", ifMatch);
      }
      HttpResponse<String> response = send(request);
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.body()).isEqualTo(body);
    }
  }

  @Test
  void anAnswerThatFailsFailsTheTest() throws Exception {
    try (WebServer server =
        WebServer.start(
            request -> {
              throw new IllegalStateException("not expected");
            })) {
      server.requireNoFailure();
      assertThat(send(to(server.uri())).statusCode()).isEqualTo(400);
      assertThatThrownBy(server::requireNoFailure)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("GET /");
    }
  }

  @Test
  void cutsConnections() throws IOException {
    try (WebServer server =
        WebServer.start(
            (request, response) -> {
              response.head(Answer.json("{}"));
              throw new IOException("cut");
            })) {
      assertThatThrownBy(() -> send(to(server.uri()))).isInstanceOf(IOException.class);
    }
  }
}
