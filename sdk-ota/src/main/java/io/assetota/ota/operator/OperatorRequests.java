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
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
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
import java.util.Set;

/** Sends the requests of the operator API, and tells people why one was refused. */
final class OperatorRequests {
  /** A person waits, so it gives up soon. */
  private static final int TRIES = 3;

  private static final Duration FIRST_DELAY = Duration.ofMillis(300);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  /** More problems than a bundle with 10,000 assets usually has. */
  private static final int MAX_PROBLEMS = 10_000;

  private static final int MAX_LIST = 1000;
  private static final int MAX_TEXT = 4096;
  private static final JsonLimits LIMITS =
      JsonLimits.of(1024 * 1024).withValues(5 * MAX_PROBLEMS).withTextLength(MAX_TEXT);

  private static final Set<Integer> GOOD = Set.of(200, 201, 204);

  /** What a proxy answers while the server is started anew. */
  private static final Set<Integer> AWAY = Set.of(502, 503, 504);

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;

  private final ApiClient client;
  private final URI server;
  private final String token;

  OperatorRequests(HttpOptions options, URI server, String token) {
    client =
        new ApiClient(
            options.withRetries(new Retries(TRIES, FIRST_DELAY, LONGEST_DELAY)), LIMITS.bytes());
    this.server = server.toString().endsWith("/") ? server : URI.create(server + "/");
    this.token = token;
  }

  JsonObject upload(String path, Path file) throws IOException {
    return object(
        send(
            client.forUpload(Files.size(file)),
            "POST",
            path,
            "application/zip",
            BodyPublishers.ofFile(file)));
  }

  JsonObject get(String path) throws IOException {
    return object(send(client, "GET", path, "application/json", BodyPublishers.noBody()));
  }

  List<JsonObject> list(String path) throws IOException {
    ApiAnswer answer = send(client, "GET", path, "application/json", BodyPublishers.noBody());
    List<JsonObject> objects = new ArrayList<>();
    for (JsonValue value : parse(answer).list(MAX_LIST)) {
      objects.add(value.object());
    }
    return objects;
  }

  /** Asks something that changes nothing, so that it may be asked again. */
  JsonObject ask(String path, JsonFields body) throws IOException {
    return object(send(client, "POST", path, "application/json", json(body)));
  }

  /** Asks for something once: if the answer gets lost, it may have been done. */
  ApiAnswer once(String path, JsonFields body) throws IOException {
    return send(client.withoutRetries(), "POST", path, "application/json", json(body));
  }

  /** Creates something once, and returns what the server tells of it. */
  JsonObject create(String path, Optional<JsonFields> body) throws IOException {
    BodyPublisher sent = body.map(OperatorRequests::json).orElse(BodyPublishers.noBody());
    return object(send(client.withoutRetries(), "POST", path, "application/json", sent));
  }

  /** Asks for a change once, without a body. */
  void once(String path) throws IOException {
    send(client.withoutRetries(), "POST", path, "application/json", BodyPublishers.noBody());
  }

  /** Changes something to what it is after that, however often it is asked for. */
  void change(String method, String path, Optional<JsonFields> body) throws IOException {
    send(
        client,
        method,
        path,
        "application/json",
        body.map(OperatorRequests::json).orElse(BodyPublishers.noBody()));
  }

  private static BodyPublisher json(JsonFields body) {
    return BodyPublishers.ofByteArray(JsonWriter.compact(body));
  }

  private ApiAnswer send(
      ApiClient sender, String method, String path, String type, BodyPublisher body)
      throws IOException {
    URI address = server.resolve(path);
    Map<String, String> headers = Map.of("Authorization", "Bearer " + token, "Content-Type", type);
    ApiAnswer answer = sender.send(new Call(method, address, headers, body));
    if (!GOOD.contains(answer.status())) {
      throw refused(answer);
    }
    return answer;
  }

  private static JsonValue parse(ApiAnswer answer) throws JsonException {
    return JsonDocument.parse(answer.content(), "the answer of " + answer.uri(), LIMITS);
  }

  static JsonObject object(ApiAnswer answer) throws JsonException {
    return parse(answer).object();
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
    String message =
        answer.uri()
            + " answered with status "
            + answer.status()
            + ": "
            + Printable.line(Joiner.on("; ").join(why));
    return AWAY.contains(answer.status())
        ? new SourceException(Kind.TEMPORARY, message)
        : new AssetException(message);
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
