package io.assetota.ota.http.client;

import io.assetota.ota.http.HttpOptions;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is tried again: doubling, with jitter, and never less than a
 * server asks for.
 */
public final class BackOff {
  private static final int MOST_DOUBLINGS = 16;

  private final Duration first;
  private final Duration longest;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * Makes one.
   *
   * @param first after the first failure
   * @param longest the most, whatever a server asks for
   * @param clock for dates in {@code Retry-After}
   * @param random for the jitter
   */
  public BackOff(Duration first, Duration longest, Clock clock, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.clock = clock;
    this.random = random;
  }

  /** The pauses that the options ask for. */
  static BackOff of(HttpOptions options) {
    return new BackOff(
        options.retries().firstDelay(),
        options.retries().longestDelay(),
        options.timing().clock(),
        options.timing().random());
  }

  /**
   * Returns how long to wait.
   *
   * @param failures how many attempts have failed in a row, 1 or more
   * @param asked what the server asked for
   */
  public Duration delay(int failures, Optional<Duration> asked) {
    long most = first.toMillis() << Math.min(MOST_DOUBLINGS, failures - 1);
    // Between half and all of it: devices that failed together don't come back together.
    long jittered = most / 2 + random.nextLong(most / 2 + 1);
    long wanted = Math.max(jittered, asked.map(Duration::toMillis).orElse(0L));
    return Duration.ofMillis(Math.min(wanted, longest.toMillis()));
  }

  /** Reads {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3). */
  public Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response.headers().firstValue("Retry-After").flatMap(this::parse);
  }

  private Optional<Duration> parse(String value) {
    try {
      if (value.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(clock.instant(), date);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeParseException e) {
      return Optional.empty(); // what can't be read asks for nothing
    }
  }
}
