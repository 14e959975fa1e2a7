package io.assetota.ota.hawkbit.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.ota.http.client.ApiAnswer;
import io.assetota.ota.http.client.ApiClient;
import io.assetota.ota.http.client.HttpRequests.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends single requests, with credentials only to where they belong. */
public final class JsonExchange {
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private static final int LONGEST_SAID = 300;

  private final Origin origin;
  private final HttpOptions options;
  private final HttpOptions otherOptions;
  private final ApiClient trusted;
  private final ApiClient others;

  public JsonExchange(Origin origin, Map<String, String> credentials, HttpOptions general) {
    this.origin = origin;
    Map<String, String> headers = new HashMap<>(general.headers());
    headers.putAll(credentials);
    options = general.withHeaders(headers);
    otherOptions = general.withHeaders(Map.of());
    trusted = new ApiClient(options, HawkbitJson.LIMITS.bytes());
    others = new ApiClient(otherOptions, HawkbitJson.LIMITS.bytes());
  }

  /** How to fetch something: with the credentials only where they belong. */
  public HttpOptions optionsFor(URI uri) {
    return isTrusted(uri) ? options : otherOptions;
  }

  private ApiClient clientFor(Call call) {
    return isTrusted(call.uri()) ? trusted : others;
  }

  private boolean isTrusted(URI uri) {
    return Origin.of(uri).equals(origin);
  }

  private String withheld(URI uri) {
    return withheld(uri, origin);
  }

  /**
   * What to say of an address that refused us and was not shown our credentials; else empty.
   *
   * @param origin what the credentials are for
   */
  public static String withheld(URI uri, Origin origin) {
    return Origin.of(uri).equals(origin)
        ? ""
        : ": the token was withheld, as it is sent to "
            + origin.scheme()
            + "://"
            + origin.host()
            + ":"
            + origin.port()
            + " only; does a proxy before the server pass on X-Forwarded-Proto, -Host and -Port?";
  }

  public static Call call(String method, URI uri, JsonFields body) {
    return call(method, uri, JsonWriter.compact(body));
  }

  /** A call with JSON that is written already. */
  public static Call call(String method, URI uri, byte[] body) {
    return new Call(
        method, uri, Map.of("Content-Type", "application/json"), BodyPublishers.ofByteArray(body));
  }

  /** The answer of a resource that may be gone. */
  public <T> Optional<T> get(URI uri, HawkbitJson.Reading<T> reading) throws IOException {
    Answer answer = send(Call.get(uri, Map.of()));
    if (answer.status() == NOT_FOUND || answer.status() == GONE) {
      return Optional.empty();
    }
    return Optional.of(answer.requireSuccess().read(reading));
  }

  /** Sends a request, and tries it again as the options say. */
  public Answer send(Call call) throws IOException {
    return send(call, clientFor(call));
  }

  /** Sends what may get lost: nobody should wait for it. */
  public Answer sendOnce(Call call) throws IOException {
    return send(call, clientFor(call).withoutRetries());
  }

  /** Sends a file, which takes longer than an answer may take. */
  public Answer upload(Call call) throws IOException {
    return send(call, clientFor(call).forUpload(call.body().contentLength()));
  }

  private Answer send(Call call, ApiClient client) throws IOException {
    Map<String, String> headers = new HashMap<>(call.headers());
    headers.put("Accept", "application/hal+json, application/json");
    ApiAnswer answer = client.send(new Call(call.method(), call.uri(), headers, call.body()));
    return new Answer(
        call.uri(),
        withheld(call.uri()),
        answer.status(),
        answer.etag().orElse(null),
        new String(answer.content(), UTF_8));
  }

  /**
   * What a server answered, whole.
   *
   * @param withheld what to say if it refused us because it was not shown our credentials
   */
  public record Answer(URI uri, String withheld, int status, @Nullable String etag, String body) {
    public boolean isUnchanged() {
      return status == NOT_MODIFIED;
    }

    /** Parses the answer, and names it by its address. */
    public JsonValue json() throws SourceException {
      return HawkbitJson.parse(body, "the answer of " + Origin.printable(uri));
    }

    /** Reads the answer, which must be an object. */
    public <T> T read(HawkbitJson.Reading<T> reading) throws SourceException {
      try {
        return reading.read(json().object());
      } catch (JsonException e) {
        throw HawkbitJson.wrong(e);
      }
    }

    /** What the server says of its reasons, in parentheses; empty if it says nothing. */
    public String said() {
      String message;
      try {
        message = read(answer -> HawkbitJson.lenient(answer, "message"));
      } catch (IOException e) {
        return ""; // then the status has to do
      }
      String printable = message.replaceAll("\\p{Cntrl}+", " ").strip();
      return printable.isEmpty()
          ? ""
          : " (" + printable.substring(0, Math.min(LONGEST_SAID, printable.length())) + ")";
    }

    /** For what can't be gone. */
    public Answer requireSuccess() throws SourceException {
      if (status / 100 != 2) {
        throw refused();
      }
      return this;
    }

    public SourceException refused() {
      String hint =
          switch (status) {
            case 401, 403 ->
                withheld.isEmpty() ? ": are the token and the device's id right?" : withheld;
            case 404 -> ": are the server's address, the tenant and the device's id right?";
            default -> "";
          };
      Kind kind = status / 100 == 4 ? Kind.REFUSED : Kind.PROTOCOL;
      return new SourceException(
          kind, Origin.printable(uri) + " answered with status " + status + said() + hint);
    }
  }
}
