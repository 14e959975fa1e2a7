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
 * @param responseTimeout the longest time until an answer begins
 * @param minimumRate bytes per second that a body must have on average over {@code rateWindow}; a
 *     slower one is broken off and retried
 * @param rateWindow how long a body may be slower than that
 * @param rateLimit the most bytes per second of all ranges of a source together; 0 for no limit
 * @param attempts how often a request is tried before it fails, 1 or more; counted anew after data
 *     was received
 * @param firstDelay the pause before the second attempt; doubled for each further one, with jitter
 * @param longestDelay the longest pause between attempts, whatever the server asks for
 * @param redirects how many redirects are followed
 * @param spoolFolder where a whole bundle is stored, if the server doesn't support ranges
 * @param timing clocks and pauses
 */
public record HttpOptions(
    HttpClient client,
    Map<String, String> headers,
    Duration responseTimeout,
    long minimumRate,
    Duration rateWindow,
    long rateLimit,
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    int redirects,
    Path spoolFolder,
    Timing timing) {

  /** The longest time until a host accepts a connection, in {@link #defaults}. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  /** Checks the ranges. */
  public HttpOptions {
    headers = Map.copyOf(headers);
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "the client must not follow redirects: the source does, and checks them");
    }
    if (attempts < 1 || redirects < 0 || minimumRate < 0 || rateLimit < 0) {
      throw new IllegalArgumentException(
          "attempts must be at least 1, and redirects and rates not negative");
    }
  }

  /**
   * Returns the default options: the certificates and the proxy of Java's system properties, 5
   * attempts, at least 1 KiB per second over half a minute. To use the proxy of the environment,
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
        Duration.ofSeconds(30),
        1024,
        Duration.ofSeconds(30),
        0,
        5,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        5,
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
        client,
        newHeaders,
        responseTimeout,
        minimumRate,
        rateWindow,
        rateLimit,
        attempts,
        firstDelay,
        longestDelay,
        redirects,
        spoolFolder,
        timing);
  }

  /**
   * Returns a copy with other retries.
   *
   * @param newAttempts how often a request is tried
   * @param newFirstDelay before the second attempt
   * @param newLongestDelay the most
   * @return the copy
   */
  public HttpOptions withRetries(
      int newAttempts, Duration newFirstDelay, Duration newLongestDelay) {
    return new HttpOptions(
        client,
        headers,
        responseTimeout,
        minimumRate,
        rateWindow,
        rateLimit,
        newAttempts,
        newFirstDelay,
        newLongestDelay,
        redirects,
        spoolFolder,
        timing);
  }

  /**
   * Returns a copy with other limits for slow servers.
   *
   * @param newResponseTimeout until an answer begins
   * @param newMinimumRate bytes per second of a body
   * @param newRateWindow how long it may be slower
   * @return the copy
   */
  public HttpOptions withPatience(
      Duration newResponseTimeout, long newMinimumRate, Duration newRateWindow) {
    return new HttpOptions(
        client,
        headers,
        newResponseTimeout,
        newMinimumRate,
        newRateWindow,
        rateLimit,
        attempts,
        firstDelay,
        longestDelay,
        redirects,
        spoolFolder,
        timing);
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
        client,
        headers,
        responseTimeout,
        minimumRate,
        rateWindow,
        bytesPerSecond,
        attempts,
        firstDelay,
        longestDelay,
        redirects,
        spoolFolder,
        timing);
  }

  /**
   * Returns a copy with another folder for whole bundles.
   *
   * @param folder the folder
   * @return the copy
   */
  public HttpOptions withSpoolFolder(Path folder) {
    return new HttpOptions(
        client,
        headers,
        responseTimeout,
        minimumRate,
        rateWindow,
        rateLimit,
        attempts,
        firstDelay,
        longestDelay,
        redirects,
        folder,
        timing);
  }

  /**
   * Returns a copy with other clocks and pauses, for tests.
   *
   * @param newTiming the clocks and pauses
   * @return the copy
   */
  public HttpOptions withTiming(Timing newTiming) {
    return new HttpOptions(
        client,
        headers,
        responseTimeout,
        minimumRate,
        rateWindow,
        rateLimit,
        attempts,
        firstDelay,
        longestDelay,
        redirects,
        spoolFolder,
        newTiming);
  }
}
