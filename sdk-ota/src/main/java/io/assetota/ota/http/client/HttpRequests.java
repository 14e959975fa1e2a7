package io.assetota.ota.http.client;

import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.Proxies;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Sends requests: follows redirects of GET within limits, tries again what may pass, and puts
 * failures into words. What a server may answer and what becomes of it is one table in
 * docs/guides/updates.md.
 */
public final class HttpRequests {
  /**
   * Over plain http the client would offer an upgrade to HTTP/2, which many servers choke on (RFC
   * 9113 has dropped it). Over https, the client of Java 17 loses answers when a server ends a
   * connection of HTTP/2 with GOAWAY, as nginx does after so many requests: it gives up all that
   * run on it, and some of them it never tells.
   */
  private static final HttpClient.Version VERSION = HttpClient.Version.HTTP_1_1;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpOptions options;
  private final BackOff backOff;
  private final StallWatch watch;
  private final RetryBudget budget = new RetryBudget();

  /**
   * A request.
   *
   * @param method GET, POST or PUT
   * @param uri where to
   * @param headers in addition to those of the options
   * @param body what is sent; must be able to be sent several times
   */
  public record Call(String method, URI uri, Map<String, String> headers, BodyPublisher body) {
    /** Copies the headers. */
    public Call {
      headers = Map.copyOf(headers);
    }

    /** Asks for something. */
    public static Call get(URI uri, Map<String, String> headers) {
      return new Call("GET", uri, headers, BodyPublishers.noBody());
    }

    boolean isGet() {
      return method.equals("GET");
    }
  }

  /** Makes them with these options. */
  public HttpRequests(HttpOptions options) {
    this(options, new StallWatch());
  }

  /** Makes them with these options, and has their bodies watched together with others. */
  HttpRequests(HttpOptions options, StallWatch watch) {
    this.options = options;
    this.watch = watch;
    this.backOff = BackOff.of(options);
  }

  /**
   * Begins to count the attempts at something that is more than a request: the body with it, or
   * several ranges of one.
   */
  public Attempts attempts(URI uri) {
    return new Attempts(uri, options, backOff, budget);
  }

  /**
   * One answer that is neither a redirect nor a failure that may pass. The caller closes its body.
   *
   * @param attempts what failures count for
   */
  public HttpResponse<InputStream> get(URI uri, Map<String, String> headers, Attempts attempts)
      throws IOException {
    return send(Call.get(uri, headers), attempts);
  }

  /**
   * One answer that is no failure that may pass, and to a GET no redirect. The caller closes its
   * body.
   */
  public HttpResponse<InputStream> send(Call call) throws IOException {
    return send(call, attempts(call.uri()));
  }

  private HttpResponse<InputStream> send(Call call, Attempts attempts) throws IOException {
    while (true) {
      Optional<Duration> asked = Optional.empty();
      IOException failure;
      try {
        HttpResponse<InputStream> response = follow(call);
        if (!mayPass(response.statusCode())) {
          return response;
        }
        response.body().close();
        asked = backOff.retryAfter(response);
        failure =
            new SourceException(
                Kind.TEMPORARY, "the server answered with status " + response.statusCode());
      } catch (SourceException e) {
        throw e;
      } catch (SSLException e) {
        if (NetworkFailures.isRefusal(e)) {
          throw NetworkFailures.untrusted(call.uri(), e);
        }
        failure = e;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failure = e;
      }
      attempts.failed(failure, asked);
    }
  }

  /** The body of an answer, which is broken off when it is too slow. The caller closes it. */
  public InputStream body(HttpResponse<InputStream> response) {
    return watch.watch(response.body(), options, response.uri());
  }

  private static boolean mayPass(int status) {
    return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500;
  }

  private HttpResponse<InputStream> follow(Call call) throws IOException {
    URI start = call.uri();
    URI uri = start;
    for (int hops = 0; hops <= options.redirects(); hops++) {
      HttpResponse<InputStream> response = send(uri, call);
      requireNotWithheld(start, uri, response);
      Optional<String> location = response.headers().firstValue("Location");
      if (!call.isGet() || response.statusCode() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      response.body().close();
      uri = Redirects.target(uri, location.get());
    }
    throw new SourceException(
        Kind.PROTOCOL,
        Origin.printable(start) + " redirects more than " + options.redirects() + " times");
  }

  /** A server that wants to know who asks, and can't be told, as another one led to it. */
  private void requireNotWithheld(URI start, URI uri, HttpResponse<InputStream> response)
      throws IOException {
    int status = response.statusCode();
    if ((status == UNAUTHORIZED || status == FORBIDDEN)
        && !options.headers().isEmpty()
        && !Origin.of(start).equals(Origin.of(uri))) {
      response.body().close();
      throw new SourceException(
          Kind.REFUSED,
          Origin.printable(start)
              + " redirects to "
              + Origin.printable(uri)
              + ", which answered with status "
              + status
              + ": credentials for "
              + Origin.of(start)
              + " are not shown to another server; give the address there, with its credentials");
    }
  }

  private HttpResponse<InputStream> send(URI uri, Call call) throws IOException {
    Target target = Target.of(uri);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.uri())
            .version(VERSION)
            .timeout(options.patience().responseTimeout())
            .method(call.method(), call.body());
    call.headers().forEach(request::setHeader);
    proxies()
        .flatMap(proxies -> proxies.authorizationFor(uri))
        .ifPresent(value -> request.setHeader("Proxy-Authorization", value));
    // Without this, a server may send the bundle in another encoding, whose ranges are other bytes.
    request.setHeader("Accept-Encoding", "identity");
    if (Origin.of(uri).equals(Origin.of(call.uri()))) {
      options.headers().forEach(request::setHeader);
    }
    try {
      target.hostHeader().ifPresent(host -> request.setHeader("Host", host));
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          Kind.REFUSED,
          Origin.printable(uri)
              + ": Java has to be started with -D"
              + Target.PROPERTY
              + "=host to reach this host",
          e);
    }
    try {
      return options.client().send(request.build(), info -> new BodyStream());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Optional<Proxies> proxies() {
    return options.client().proxy().filter(Proxies.class::isInstance).map(Proxies.class::cast);
  }

  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException exception = new InterruptedIOException("the update was interrupted");
    exception.initCause(cause);
    return exception;
  }

  /** What went wrong, for people. */
  public static String describe(IOException e) {
    return NetworkFailures.describe(e);
  }
}
