package io.assetota.ota.hawkbit.ddi;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonWriter;
import io.assetota.ota.hawkbit.json.JsonExchange;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.client.HttpRequests.Call;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device's side of hawkBit's Direct Device Integration. Links are followed as the server gives
 * them; the token goes to the configured origin, and to no other.
 *
 * <p>Requests that may succeed later (408, 429, 5xx, a broken connection) are tried again as the
 * options say, not before the time in {@code Retry-After}. All failures are {@link
 * io.assetota.ota.http.SourceException}s. Safe for use by several threads.
 */
public final class DdiClient {
  private final DdiEndpoint endpoint;
  private final URI base;
  private final JsonExchange exchange;
  private final Clock clock;
  private @Nullable String etag;
  private @Nullable DdiPoll known;

  /** Confirms or denies. */
  public enum Confirmation {
    /** The update may begin. */
    CONFIRMED,
    /** It may not; it stays on offer. */
    DENIED
  }

  /** What a server says to a release that came by other means. */
  public enum Installed {
    /** The server has noted it (201). */
    TAKEN,
    /** Nothing changed: it was assigned already, or an action is under way (200). */
    UNCHANGED,
    /** The server knows no such distribution set (404). */
    UNKNOWN
  }

  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  /**
   * Makes a client.
   *
   * @param endpoint where the server is, and who the device is
   * @param options how requests are sent: proxy, certificates, retries
   */
  public DdiClient(DdiEndpoint endpoint, HttpOptions options) {
    this.endpoint = endpoint;
    this.base = endpoint.base();
    this.clock = options.timing().clock();
    this.exchange = new JsonExchange(Origin.of(base), endpoint.credentials().headers(), options);
  }

  /**
   * Returns where this client's server is.
   *
   * @return the endpoint
   */
  public DdiEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Returns how to fetch an artifact: with the credentials if it is at the server's origin, and
   * without them if it is anywhere else.
   *
   * @param artifact address of the artifact, from a deployment
   * @return options for a {@link io.assetota.ota.source.BundleSource}
   */
  public HttpOptions optionsFor(URI artifact) {
    return exchange.optionsFor(artifact);
  }

  /**
   * Polls. Sends the entity tag of the last answer, so that the server does not have to repeat it.
   *
   * @return what there is to do
   * @throws IOException if the server can't be reached, or refuses
   */
  public synchronized DdiPoll poll() throws IOException {
    Map<String, String> headers =
        etag != null && known != null ? Map.of("If-None-Match", etag) : Map.of();
    JsonExchange.Answer answer = exchange.send(Call.get(base, headers));
    if (answer.isUnchanged() && known != null) {
      return known;
    }
    answer.requireSuccess();
    DdiPoll poll = answer.read(json -> DdiAnswers.poll(json, base));
    known = poll;
    etag = answer.etag();
    return poll;
  }

  /**
   * Reads a deployment.
   *
   * @param link from a poll
   * @return the deployment; empty if it is cancelled, or waits for confirmation
   * @throws IOException if the server can't be reached, or refuses
   */
  public Optional<DdiDeployment> deployment(URI link) throws IOException {
    return describe(link, "deployment");
  }

  /**
   * Reads a deployment that has to be confirmed.
   *
   * @param link from a poll
   * @return the deployment; empty if there is nothing to confirm
   * @throws IOException if the server can't be reached, or refuses
   */
  public Optional<DdiDeployment> confirmation(URI link) throws IOException {
    return describe(link, "confirmation");
  }

  private Optional<DdiDeployment> describe(URI link, String name) throws IOException {
    return exchange.get(link, answer -> DdiAnswers.deployment(answer, name, link));
  }

  /**
   * Reads which action has to be stopped.
   *
   * @param link from a poll
   * @return its id; empty if it is over
   * @throws IOException if the server can't be reached, or refuses
   */
  public Optional<String> cancellation(URI link) throws IOException {
    return exchange.get(link, DdiAnswers::cancelled);
  }

  /**
   * Reports the state of an action or of its cancellation.
   *
   * @param link of the deployment or the cancellation, from a poll
   * @param feedback the report
   * @return what the server says to it
   * @throws IOException if the server can't be reached, or refuses
   */
  public DdiReply feedback(URI link, DdiFeedback feedback) throws IOException {
    return reply(exchange.send(feedbackCall(link, feedback)));
  }

  /**
   * Tells the server how an action goes, in one attempt: for news that may get lost.
   *
   * @param link of the deployment, from a poll
   * @param feedback what to tell
   * @return what the server says to it
   * @throws IOException if the server can't be reached, or refuses
   */
  public DdiReply feedbackOnce(URI link, DdiFeedback feedback) throws IOException {
    return reply(exchange.sendOnce(feedbackCall(link, feedback)));
  }

  private static DdiReply reply(JsonExchange.Answer answer) throws SourceException {
    return switch (answer.status()) {
      case NOT_FOUND -> DdiReply.UNKNOWN;
      case GONE -> DdiReply.OVER;
      default -> {
        answer.requireSuccess();
        yield DdiReply.TAKEN;
      }
    };
  }

  private Call feedbackCall(URI link, DdiFeedback feedback) {
    return JsonExchange.call(
        "POST",
        below(link),
        body ->
            body.put("timestamp", clock.millis())
                .put(
                    "status",
                    status -> {
                      status
                          .put("execution", lower(feedback.execution()))
                          .put("result", r -> r.put("finished", lower(feedback.result())));
                      putCodeAndDetails(status, feedback.isGood(), feedback.details());
                    }));
  }

  /**
   * Confirms or denies an update.
   *
   * @param link of the confirmation, from a poll
   * @param confirmation yes or no
   * @param detail the reason, for people
   * @return what the server says to it
   * @throws IOException if the server can't be reached, or refuses
   */
  public DdiReply confirm(URI link, Confirmation confirmation, String detail) throws IOException {
    JsonFields body =
        json -> {
          json.put("confirmation", lower(confirmation));
          putCodeAndDetails(json, confirmation == Confirmation.CONFIRMED, List.of(detail));
        };
    return reply(exchange.send(JsonExchange.call("POST", below(link), body)));
  }

  /**
   * The code is for rules of the server's users; the details say what it means. Failures have none:
   * hawkBit would show "status code: 200" with them.
   */
  private static void putCodeAndDetails(JsonWriter body, boolean good, List<String> details)
      throws IOException {
    if (good) {
      body.put("code", 200);
    }
    body.putTexts("details", details);
  }

  /**
   * Reports the attributes of the device, in place of all earlier ones. What the server refuses is
   * left out, so that one attribute doesn't stop the others. Each request is sent once.
   *
   * @param link from a poll; empty to report without being asked
   * @param attributes at most 100, with names and values of up to 128 characters
   * @return the attributes that the server refused, with what it said; usually none
   * @throws IOException if the server can't be reached, or refuses all
   */
  public Map<String, String> report(Optional<URI> link, Map<String, String> attributes)
      throws IOException {
    return new AttributeReport(exchange, link.orElse(URI.create(base + "/configData")))
        .tell(attributes);
  }

  /**
   * Reports a release that was installed by other means. The request is sent once.
   *
   * @param name of the distribution set
   * @param version of the distribution set
   * @return what the server says to it
   * @throws IOException if the server can't be reached, or refuses: hawkBit does so for a set that
   *     is invalidated (400), and for a name and version that several sets have (500)
   */
  public Installed installed(String name, String version) throws IOException {
    JsonFields body = json -> json.put("name", name).put("version", version);
    JsonExchange.Answer answer =
        exchange.sendOnce(JsonExchange.call("PUT", URI.create(base + "/installedBase"), body));
    if (reply(answer) != DdiReply.TAKEN) {
      return Installed.UNKNOWN;
    }
    return answer.status() == CREATED ? Installed.TAKEN : Installed.UNCHANGED;
  }

  /**
   * Feedback has no link of its own; its address is below that of the action, without its query.
   */
  private static URI below(URI link) {
    String text = link.toString();
    int query = text.indexOf('?');
    return URI.create((query < 0 ? text : text.substring(0, query)) + "/feedback");
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
