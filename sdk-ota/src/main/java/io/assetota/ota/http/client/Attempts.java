package io.assetota.ota.http.client;

import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts at one thing, be it an answer or all of a body: one count for both, so that retries
 * don't multiply. Takes part in the budget of all that belongs together.
 *
 * <p>A connection that ends is no failure the first time, and costs no pause: servers close them
 * after so many requests. Not for use by several threads.
 */
public final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);

  private final URI uri;
  private final HttpOptions options;
  private final BackOff backOff;
  private final RetryBudget budget;
  private long round;
  private int failures;
  private int slow;
  private long received;
  private boolean broken;

  Attempts(URI uri, HttpOptions options, BackOff backOff, RetryBudget budget) {
    this.uri = uri;
    this.options = options;
    this.backOff = backOff;
    this.budget = budget;
    begin();
  }

  private void begin() {
    round = budget.round();
  }

  /** Bytes of the body have come. With a block of them, what failed before doesn't count. */
  public void received(int bytes) {
    received += bytes;
    budget.received(bytes);
    if (received >= RetryBudget.BLOCK) {
      startAnew();
    }
  }

  /** All that was asked for has come. */
  public void succeeded() {
    budget.succeeded();
    startAnew();
  }

  private void startAnew() {
    received = 0;
    failures = 0;
    broken = false;
  }

  /**
   * Counts a failure, and returns when the next attempt may begin.
   *
   * @throws SourceException if it was the last
   */
  public void failed(IOException why) throws IOException {
    failed(why, "");
  }

  /**
   * Counts a failure in the middle of a body, and returns when the next attempt may begin.
   *
   * @param where how far it was
   * @throws SourceException if it was the last
   */
  public void failed(IOException why, String where) throws IOException {
    failed(why, where, Optional.empty());
  }

  /**
   * Counts a failure, and returns when the next attempt may begin.
   *
   * @param asked how long the server wants it to take
   * @throws SourceException if it was the last
   */
  void failed(IOException why, Optional<Duration> asked) throws IOException {
    failed(why, "", asked);
  }

  private void failed(IOException why, String where, Optional<Duration> asked) throws IOException {
    if (!broken && NetworkFailures.isBreak(why)) {
      broken = true;
      log.debug("The connection to {} ended, a new one is made", Origin.printable(uri), why);
      begin();
      return;
    }
    failures++;
    if (why instanceof TooSlowException) {
      // However much came in between: it would go on for hours.
      slow++;
      failures = Math.max(failures, slow);
    }
    received = 0;
    int inARow = Math.max(failures, budget.failed(round));
    if (inARow >= options.retries().attempts()) {
      throw new SourceException(
          Kind.TEMPORARY,
          Origin.printable(uri)
              + " failed "
              + (inARow == 1 ? "" : inARow + " times in a row, the last time ")
              + (where.isEmpty() ? "" : where + " ")
              + "with: "
              + NetworkFailures.describe(why)
              + "; try again later",
          why);
    }
    log.info(
        "{} failed at attempt {} of {}: {}",
        Origin.printable(uri),
        inARow,
        options.retries().attempts(),
        NetworkFailures.describe(why));
    try {
      options.timing().pause().sleep(backOff.delay(inARow, asked));
    } catch (InterruptedException e) {
      throw HttpRequests.interrupted(e);
    }
    begin();
  }
}
