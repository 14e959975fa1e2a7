package io.assetota.ota.http;

import com.google.common.base.Throwables;
import io.assetota.ota.HttpOptions;
import io.assetota.ota.SourceException;
import io.assetota.ota.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests: follows redirects of GET within limits, tries again what may pass, and puts
 * failures into words. What a server may answer and what becomes of it is one table in
 * docs/guides/updates.md.
 */
public final class HttpRequests {
  private static final Logger log = LoggerFactory.getLogger(HttpRequests.class);

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpOptions options;
  private final BackOff backOff;
  private final BackOff.Pause pause;

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
  public HttpRequests(HttpOptions options, BackOff backOff, BackOff.Pause pause) {
    this.options = options;
    this.backOff = backOff;
    this.pause = pause;
  }

  /**
   * One answer that is neither a redirect nor a failure that may pass. The caller closes its body.
   */
  public HttpResponse<InputStream> get(URI uri, Map<String, String> headers) throws IOException {
    return send(Call.get(uri, headers));
  }

  /**
   * One answer that is no failure that may pass, and to a GET no redirect. The caller closes its
   * body.
   */
  public HttpResponse<InputStream> send(Call call) throws IOException {
    URI uri = call.uri();
    for (int attempt = 1; ; attempt++) {
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
                Kind.TEMPORARY,
                Origin.printable(uri) + " answered with status " + response.statusCode());
      } catch (SourceException e) {
        throw e;
      } catch (SSLException e) {
        if (isRefusal(e)) {
          throw untrusted(uri, e);
        }
        failure = e;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failure = e;
      }
      if (attempt == options.attempts()) {
        throw new SourceException(
            Kind.TEMPORARY,
            Origin.printable(uri)
                + " failed "
                + attempt
                + " times, the last time with: "
                + describe(failure)
                + "; try again later",
            failure);
      }
      log.info(
          "{} failed at attempt {} of {}: {}",
          Origin.printable(uri),
          attempt,
          options.attempts(),
          describe(failure));
      pauseBefore(attempt, asked);
    }
  }

  /** Waits as long as is right after this many failures. */
  public void pauseBefore(int failures, Optional<Duration> asked) throws IOException {
    try {
      pause.sleep(backOff.delay(failures, asked));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean mayPass(int status) {
    return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500;
  }

  private HttpResponse<InputStream> follow(Call call) throws IOException {
    URI start = call.uri();
    URI uri = start;
    for (int hops = 0; hops <= options.redirects(); hops++) {
      HttpResponse<InputStream> response = send(uri, call);
      Optional<String> location = response.headers().firstValue("Location");
      if (!call.isGet() || response.statusCode() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      response.body().close();
      uri = target(uri, location.get());
    }
    throw new SourceException(
        Kind.PROTOCOL,
        Origin.printable(start) + " redirects more than " + options.redirects() + " times");
  }

  private static URI target(URI from, String location) throws SourceException {
    URI to;
    try {
      to = from.resolve(location);
      if (to.getScheme().startsWith("http") && to.getHost() == null) {
        throw new IllegalArgumentException("there is no host");
      }
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          Kind.PROTOCOL, Origin.printable(from) + " redirects to something that is no address", e);
    }
    boolean secured = "https".equalsIgnoreCase(from.getScheme());
    if (!"https".equalsIgnoreCase(to.getScheme())
        && (secured || !"http".equalsIgnoreCase(to.getScheme()))) {
      throw new SourceException(
          Kind.UNTRUSTED,
          Origin.printable(from) + " redirects to an unsecured address: " + Origin.printable(to));
    }
    return to;
  }

  private HttpResponse<InputStream> send(URI uri, Call call) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(options.responseTimeout())
            .method(call.method(), call.body());
    call.headers().forEach(request::setHeader);
    // Without this, a server may send the bundle in another encoding, whose ranges are other bytes.
    request.setHeader("Accept-Encoding", "identity");
    if (Origin.of(uri).equals(Origin.of(call.uri()))) {
      options.headers().forEach(request::setHeader);
    }
    try {
      return options.client().send(request.build(), info -> new BodyStream());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException exception = new InterruptedIOException("the update was interrupted");
    exception.initCause(cause);
    return exception;
  }

  /**
   * Whether one of the two said no to the other: with a certificate that is not right, or an alert.
   * Everything else is a connection that ended before anybody could be trusted or not.
   */
  private static boolean isRefusal(SSLException e) {
    return Throwables.getCausalChain(e).stream()
        .anyMatch(
            cause ->
                cause instanceof GeneralSecurityException
                    || String.valueOf(cause.getMessage()).contains("fatal alert"));
  }

  private static SourceException untrusted(URI uri, SSLException e) {
    String why = String.valueOf(e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        why = "its certificate has expired";
      } else if (cause instanceof CertificateNotYetValidException) {
        why = "its certificate is not valid yet; is the clock of this machine right?";
      } else if (cause instanceof CertificateException
          && String.valueOf(cause.getMessage()).contains("subject alt")) {
        why = "its certificate is for another host";
      } else if (cause instanceof java.security.cert.CertPathBuilderException) {
        why = "its certificate comes from an authority that this machine doesn't trust";
      }
    }
    return new SourceException(
        Kind.UNTRUSTED, "no trust in " + Origin.printable(uri) + ": " + why, e);
  }

  /** What went wrong, for people. */
  public static String describe(IOException e) {
    return e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
  }
}
