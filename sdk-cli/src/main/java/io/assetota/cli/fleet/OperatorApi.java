package io.assetota.cli.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Joiner;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client of the operator API of our update server, see docs/guides/server.md. */
final class OperatorApi {
  /** Until the answer begins: the server verifies a whole bundle first. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

  private static final int MAX_ANSWER = 1024 * 1024;
  private static final int CREATED = 201;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client;
  private final URI server;
  private final String token;

  /** A release that a server has. */
  record Release(long id, String name, String version, String platform) {}

  /**
   * Creates the client; nothing is sent yet.
   *
   * @param server the address of its console
   * @param token the token of an operator
   */
  OperatorApi(HttpClient client, URI server, String token) {
    this.client = client;
    this.server = server.toString().endsWith("/") ? server : URI.create(server + "/");
    this.token = token;
  }

  /** Uploads a bundle. The server doesn't store a bundle twice. */
  Release publish(Path bundle) throws IOException {
    JsonNode answer = post("api/v1/releases", "application/zip", BodyPublishers.ofFile(bundle));
    return new Release(
        answer.path("id").asLong(),
        answer.path("name").asText(),
        answer.path("version").asText(),
        answer.path("platform").asText());
  }

  /**
   * Assigns a release to devices.
   *
   * @param device the device; empty for all devices of the release's platform
   * @param canary how many of all get it first, a count or a share; empty for all at once
   * @param maxFailures how many failures pause it, a count, a share or none; empty for the default
   * @return the number of the rollout
   */
  long rollOut(
      Release release,
      Optional<String> device,
      Optional<String> canary,
      Optional<String> maxFailures)
      throws IOException {
    ObjectNode body = json.createObjectNode().put("release", release.id());
    device.ifPresentOrElse(id -> body.put("device", id), () -> body.put("all", true));
    canary.ifPresent(first -> body.put("canary", first));
    maxFailures.ifPresent(failures -> body.put("maxFailures", failures));
    return post("api/v1/rollouts", "application/json", BodyPublishers.ofString(body.toString()))
        .path("id")
        .asLong();
  }

  private JsonNode post(String path, String type, BodyPublisher body) throws IOException {
    URI address = server.resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .timeout(ANSWER_TIMEOUT)
            .POST(body);
    if ("http".equalsIgnoreCase(address.getScheme())) {
      // Otherwise the client offers an upgrade to HTTP/2, which many servers and proxies refuse.
      request.version(HttpClient.Version.HTTP_1_1);
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream content = response.body()) {
      JsonNode answer = parse(content.readNBytes(MAX_ANSWER));
      if (response.statusCode() != CREATED) {
        throw refused(address, response.statusCode(), answer);
      }
      return answer;
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + request.uri() + " was asked");
    } catch (ConnectException e) {
      throw new AssetException("nothing listens at " + server + ": is the server running?", e);
    } catch (IOException e) {
      throw new AssetException("the connection to " + server + " failed: " + e.getMessage(), e);
    }
  }

  /** Parses the answer; what is no JSON, such as an error page of a proxy, is ignored. */
  private JsonNode parse(byte[] content) throws IOException {
    try {
      return json.readTree(content);
    } catch (JsonProcessingException e) {
      return json.missingNode();
    }
  }

  private static AssetException refused(URI address, int status, JsonNode answer) {
    List<String> why = new ArrayList<>();
    if (status == UNAUTHORIZED) {
      why.add("this is not an operator token: create one in the console, under Settings");
    } else if (status == TOO_LARGE && !answer.has("error")) {
      why.add(
          "a proxy in front of the server refuses uploads of this size: raise its limit (nginx:"
              + " client_max_body_size)");
    } else {
      answer.path("problems").forEach(p -> why.add(p.path("message").asText()));
      if (why.isEmpty()) {
        why.add(answer.path("error").asText("is this an update server?"));
      }
    }
    return new AssetException(
        address
            + " answered with status "
            + status
            + ": "
            + Printable.line(Joiner.on("; ").join(why)));
  }
}
