package io.assetota.ota.operator;

import com.google.common.base.Joiner;
import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.client.ApiAnswer;
import io.assetota.ota.http.client.ApiClient;
import io.assetota.ota.http.client.HttpRequests.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of the operator API of our update server, see docs/guides/server.md. */
public final class OperatorApi {
  /** A person waits, so it gives up soon. */
  private static final int TRIES = 3;

  private static final Duration FIRST_DELAY = Duration.ofMillis(300);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  /** More problems than a bundle with 10,000 assets usually has. */
  private static final int MAX_PROBLEMS = 10_000;

  private static final int MAX_TEXT = 4096;
  private static final JsonLimits LIMITS =
      JsonLimits.of(1024 * 1024).withValues(5 * MAX_PROBLEMS).withTextLength(MAX_TEXT);

  private static final int CREATED = 201;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;

  private final ApiClient client;
  private final URI server;
  private final String token;

  /**
   * A release that a server has.
   *
   * @param id its number there
   * @param name what it is called
   * @param version its version
   * @param platform the name of its platform
   */
  public record Release(long id, String name, String version, String platform) {}

  /**
   * Creates the client; nothing is sent yet.
   *
   * @param options how to connect
   * @param server the address of its console
   * @param token the token of an operator
   */
  public OperatorApi(HttpOptions options, URI server, String token) {
    client =
        new ApiClient(
            options.withRetries(new Retries(TRIES, FIRST_DELAY, LONGEST_DELAY)), LIMITS.bytes());
    this.server = server.toString().endsWith("/") ? server : URI.create(server + "/");
    this.token = token;
  }

  /**
   * Uploads a bundle. The server doesn't store a bundle twice, so this may be repeated.
   *
   * @param bundle the file
   * @return the release at the server
   * @throws AssetException if the server refuses it, with its reasons
   * @throws IOException if the bundle can't be read, or the server not be reached
   */
  public Release publish(Path bundle) throws IOException {
    JsonObject answer =
        post(
            client.forUpload(Files.size(bundle)),
            "api/v1/releases",
            "application/zip",
            BodyPublishers.ofFile(bundle));
    return new Release(
        answer.integer("id", 1, JsonValue.MAX_INTEGER),
        answer.text("name", MAX_TEXT),
        answer.text("version", MAX_TEXT),
        answer.text("platform", MAX_TEXT));
  }

  /**
   * Assigns a release to devices.
   *
   * @param release the release
   * @param device the device; empty for all devices of the release's platform
   * @param canary how many of all get it first, a count or a share; empty for all at once
   * @param maxFailures how many failures pause it, a count, a share or none; empty for the default
   * @return the number of the rollout
   * @throws AssetException if the server refuses it, with its reasons
   * @throws IOException if the server can't be reached
   */
  public long rollOut(
      Release release,
      Optional<String> device,
      Optional<String> canary,
      Optional<String> maxFailures)
      throws IOException {
    JsonFields fields =
        json -> {
          json.put("release", release.id());
          if (device.isPresent()) {
            json.put("device", device.get());
          } else {
            json.put("all", true);
          }
          if (canary.isPresent()) {
            json.put("canary", canary.get());
          }
          if (maxFailures.isPresent()) {
            json.put("maxFailures", maxFailures.get());
          }
        };
    // If the answer got lost, a second request would start a second rollout.
    return post(
            client.withoutRetries(),
            "api/v1/rollouts",
            "application/json",
            BodyPublishers.ofByteArray(JsonWriter.compact(fields)))
        .integer("id", 1, JsonValue.MAX_INTEGER);
  }

  private JsonObject post(ApiClient sender, String path, String type, BodyPublisher body)
      throws IOException {
    URI address = server.resolve(path);
    Map<String, String> headers = Map.of("Authorization", "Bearer " + token, "Content-Type", type);
    ApiAnswer answer = sender.send(new Call("POST", address, headers, body));
    if (answer.status() != CREATED) {
      throw refused(answer);
    }
    return JsonDocument.parse(answer.content(), "the answer of " + address, LIMITS).object();
  }

  private static AssetException refused(ApiAnswer answer) {
    Optional<JsonObject> content = content(answer);
    List<String> why = new ArrayList<>();
    if (answer.status() == UNAUTHORIZED) {
      why.add("this is not an operator token: create one in the console, under Settings");
    } else if (answer.status() == TOO_LARGE && content.isEmpty()) {
      why.add(
          "a proxy in front of the server refuses uploads of this size: raise its limit (nginx:"
              + " client_max_body_size)");
    } else {
      content.ifPresent(c -> why.addAll(reasons(c)));
      if (why.isEmpty()) {
        why.add("is this an update server?");
      }
    }
    return new AssetException(
        answer.uri()
            + " answered with status "
            + answer.status()
            + ": "
            + Printable.line(Joiner.on("; ").join(why)));
  }

  private static List<String> reasons(JsonObject content) {
    List<String> reasons = new ArrayList<>();
    try {
      for (JsonValue problem : content.listOrEmpty("problems", MAX_PROBLEMS)) {
        reasons.add(problem.object().text("message", MAX_TEXT));
      }
      if (reasons.isEmpty()) {
        content.optionalText("error", MAX_TEXT).ifPresent(reasons::add);
      }
    } catch (JsonException e) {
      reasons.add(String.valueOf(e.getMessage()));
    }
    return reasons;
  }

  /** Returns the answer; empty for what is no JSON, such as the error page of a proxy. */
  private static Optional<JsonObject> content(ApiAnswer answer) {
    try {
      return Optional.of(JsonDocument.parse(answer.content(), "the answer", LIMITS).object());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }
}
