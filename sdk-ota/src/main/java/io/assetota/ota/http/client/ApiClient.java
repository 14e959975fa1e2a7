package io.assetota.ota.http.client;

import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.ota.http.client.HttpRequests.Call;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Sends requests whose answers are short documents. Retries, redirects of GET and time limits are
 * those of the options; an answer that is longer than allowed is an error. Safe for use by several
 * threads.
 */
public final class ApiClient {
  /** A server may think about a large upload for a while, after it has come. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Bytes per second; a slower upload runs into the time limit. */
  private static final long SLOWEST_UPLOAD = 16 * 1024;

  private final HttpOptions options;
  private final int maxAnswer;
  private final StallWatch watch;

  /**
   * Makes a client.
   *
   * @param maxAnswer how long an answer may be, in bytes
   */
  public ApiClient(HttpOptions options, int maxAnswer) {
    this(options, maxAnswer, new StallWatch());
  }

  private ApiClient(HttpOptions options, int maxAnswer, StallWatch watch) {
    this.options = options;
    this.maxAnswer = maxAnswer;
    this.watch = watch;
  }

  private ApiClient with(HttpOptions newOptions) {
    return new ApiClient(newOptions, maxAnswer, watch);
  }

  /** A client that tries a request once: for what may get lost, or must not be done twice. */
  public ApiClient withoutRetries() {
    return with(options.withRetries(options.retries().once()));
  }

  /**
   * A client that has the time for a long body: the limit of the options is for an answer, and
   * begins with the request.
   *
   * @param bytes length of the body
   */
  public ApiClient forUpload(long bytes) {
    return with(
        options.withPatience(
            options.patience().withResponseTimeout(PATIENCE.plusSeconds(bytes / SLOWEST_UPLOAD))));
  }

  /**
   * Sends a request, and reads the whole answer, whatever its status.
   *
   * @throws SourceException if no answer came, or it is too long
   */
  public ApiAnswer send(Call call) throws IOException {
    HttpRequests requests = new HttpRequests(options, watch);
    HttpResponse<InputStream> response = requests.send(call);
    try (InputStream body = requests.body(response)) {
      byte[] content = body.readNBytes(maxAnswer + 1);
      if (content.length > maxAnswer) {
        throw new SourceException(
            Kind.PROTOCOL,
            Origin.printable(call.uri()) + " answered with more than " + maxAnswer + " bytes");
      }
      return new ApiAnswer(
          call.uri(), response.statusCode(), response.headers().firstValue("ETag"), content);
    }
  }
}
