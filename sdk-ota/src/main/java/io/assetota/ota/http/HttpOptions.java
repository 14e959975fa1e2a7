package io.assetota.ota.http;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How web servers are talked to: connections, limits, retries.
 *
 * @param client makes the connections; has the proxy, the trusted certificates and the client
 *     certificate, and must not follow redirects by itself
 * @param headers sent with each request to the origin of the address, and to no other one: for
 *     credentials
 * @param patience how slow a server may be
 * @param retries how often, and when, a request is tried again
 * @param rateLimit the most bytes per second of all ranges of a source together; 0 for no limit
 * @param redirects how many redirects are followed
 * @param spoolFolder where a whole bundle is stored, if the server doesn't support ranges
 * @param timing clocks and pauses
 */
public record HttpOptions(
    HttpClient client,
    Map<String, String> headers,
    Patience patience,
    Retries retries,
    long rateLimit,
    int redirects,
    Path spoolFolder,
    Timing timing) {

  /** The longest time until a host accepts a connection, in {@link #defaults}. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private static final int DEFAULT_REDIRECTS = 5;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the client follows redirects, or a number is negative
   */
  public HttpOptions {
    headers = Map.copyOf(headers);
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "the client must not follow redirects: they are followed, and checked, here");
    }
    if (redirects < 0 || rateLimit < 0) {
      throw new IllegalArgumentException("redirects and rate must not be negative");
    }
  }

  /**
   * Returns the default options: the certificates and the proxy of Java's system properties, {@link
   * Patience#DEFAULT}, {@link Retries#DEFAULT}, 5 redirects. To use the proxy of the environment,
   * give {@link #of} a client with {@link Proxies}.
   *
   * @return options
   */
  public static HttpOptions defaults() {
    return of(
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build());
  }

  /**
   * Returns the default options with another client.
   *
   * @param client makes the connections
   * @return options
   */
  public static HttpOptions of(HttpClient client) {
    return new HttpOptions(
        client,
        Map.of(),
        Patience.DEFAULT,
        Retries.DEFAULT,
        0,
        DEFAULT_REDIRECTS,
        Path.of(System.getProperty("java.io.tmpdir")),
        Timing.system());
  }

  /**
   * Returns a copy that sends other headers.
   *
   * @param newHeaders names and values
   * @return the copy
   */
  public HttpOptions withHeaders(Map<String, String> newHeaders) {
    return new HttpOptions(
        client, newHeaders, patience, retries, rateLimit, redirects, spoolFolder, timing);
  }

  /**
   * Returns a copy with other retries.
   *
   * @param newRetries how often, and when, a request is tried again
   * @return the copy
   */
  public HttpOptions withRetries(Retries newRetries) {
    return new HttpOptions(
        client, headers, patience, newRetries, rateLimit, redirects, spoolFolder, timing);
  }

  /**
   * Returns a copy with other limits for slow servers.
   *
   * @param newPatience how slow a server may be
   * @return the copy
   */
  public HttpOptions withPatience(Patience newPatience) {
    return new HttpOptions(
        client, headers, newPatience, retries, rateLimit, redirects, spoolFolder, timing);
  }

  /**
   * Returns a copy with a limit for the rate. It is an average: after a pause, the bytes of one
   * second may come at once.
   *
   * @param bytesPerSecond of all ranges of a source together; 0 for no limit
   * @return the copy
   */
  public HttpOptions withRateLimit(long bytesPerSecond) {
    return new HttpOptions(
        client, headers, patience, retries, bytesPerSecond, redirects, spoolFolder, timing);
  }

  /**
   * Returns a copy with another folder for whole bundles.
   *
   * @param folder the folder
   * @return the copy
   */
  public HttpOptions withSpoolFolder(Path folder) {
    return new HttpOptions(
        client, headers, patience, retries, rateLimit, redirects, folder, timing);
  }

  /**
   * Returns a copy with other clocks and pauses, for tests.
   *
   * @param newTiming the clocks and pauses
   * @return the copy
   */
  public HttpOptions withTiming(Timing newTiming) {
    return new HttpOptions(
        client, headers, patience, retries, rateLimit, redirects, spoolFolder, newTiming);
  }
}
