package io.assetota.cli.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Joiner;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.client.ApiAnswer;
import io.assetota.ota.http.client.ApiClient;
import io.assetota.ota.http.client.HttpRequests.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of the operator API of our update server, see docs/guides/server.md. */
final class OperatorApi {
  private static final int MAX_ANSWER = 1024 * 1024;
  private static final int CREATED = 201;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;

  private final ObjectMapper json = new ObjectMapper();
  private final ApiClient client;
  private final URI server;

  /** A release that a server has. */
  record Release(long id, String name, String version, String platform) {}

  /**
   * Creates the client; nothing is sent yet.
   *
   * @param options how requests are sent: proxy, certificates, retries
   * @param server the address of its console
   * @param token the token of an operator
   */
  OperatorApi(HttpOptions options, URI server, String token) {
    Map<String, String> headers = new HashMap<>(options.headers());
    headers.put("Authorization", "Bearer " + token);
    this.client = new ApiClient(options.withHeaders(headers), MAX_ANSWER);
    this.server = server.toString().endsWith("/") ? server : URI.create(server + "/");
  }

  /** Uploads a bundle, with retries: the server doesn't store a bundle twice. */
  Release publish(Path bundle) throws IOException {
    BodyPublisher body = BodyPublishers.ofFile(bundle);
    JsonNode answer =
        post(client.forUpload(body.contentLength()), "api/v1/releases", "application/zip", body);
    return new Release(
        answer.path("id").asLong(),
        answer.path("name").asText(),
        answer.path("version").asText(),
        answer.path("platform").asText());
  }

  /**
   * Assigns a release to devices. The request is sent once: a retry after a lost answer would make
   * a second rollout.
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
    return post(
            client.withoutRetries(),
            "api/v1/rollouts",
            "application/json",
            BodyPublishers.ofString(body.toString()))
        .path("id")
        .asLong();
  }

  private JsonNode post(ApiClient by, String path, String type, BodyPublisher body)
      throws IOException {
    URI address = server.resolve(path);
    ApiAnswer answer = by.send(new Call("POST", address, Map.of("Content-Type", type), body));
    JsonNode content = parse(answer.content());
    if (answer.status() != CREATED) {
      throw refused(address, answer.status(), content);
    }
    return content;
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
