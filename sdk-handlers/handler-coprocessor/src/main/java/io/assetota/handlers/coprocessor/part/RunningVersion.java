package io.assetota.handlers.coprocessor.part;

import io.assetota.core.model.Printable;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.io.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a part for its version, with patience.
 *
 * @param part what the part is called
 * @param source asks it once; empty if there is no way to ask
 * @param clock for deadlines
 */
record RunningVersion(String part, Optional<VersionSource> source, MonotonicClock clock) {
  private static final Logger log = LoggerFactory.getLogger(RunningVersion.class);
  private static final Duration ONE_ANSWER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(100);

  boolean canBeAsked() {
    return source.isPresent();
  }

  /** A program that was just started may need some time until it answers. */
  Optional<String> now() throws IOException {
    if (source.isEmpty()) {
      return Optional.empty();
    }
    long deadline = clock.nanoTime() + PATIENCE.toNanos();
    try {
      Optional<String> answer = ask(source.get(), ONE_ANSWER);
      while (answer.isEmpty() && clock.nanoTime() < deadline) {
        clock.sleep(PAUSE);
        answer = ask(source.get(), ONE_ANSWER);
      }
      return answer;
    } catch (CoprocessorException e) {
      log.info("The version of {} is not known: {}", part, e.getMessage());
      return Optional.empty();
    }
  }

  /** What a part answers is text from outside. */
  private static Optional<String> ask(VersionSource source, Duration within) throws IOException {
    return source
        .ask(within)
        .map(Printable::line)
        .map(v -> v.length() > Part.MAX_VERSION ? v.substring(0, Part.MAX_VERSION) : v);
  }

  /** Asks until the answer is right, or surely wrong, or the time is over. */
  void verify(String version, Duration within) throws IOException {
    VersionSource asked =
        source.orElseThrow(
            () -> new IllegalStateException("there is no way to ask " + part + " for its version"));
    long deadline = clock.nanoTime() + within.toNanos();
    Optional<String> last = Optional.empty();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - clock.nanoTime()));
      Optional<String> answer = ask(asked, left.compareTo(ONE_ANSWER) < 0 ? left : ONE_ANSWER);
      if (answer.equals(Optional.of(version))) {
        log.info("{} reports version {}", part, version);
        return;
      }
      // A line may have been what the program prints when it starts: only a second one counts.
      boolean isSure = answer.isPresent() && answer.equals(last);
      if (isSure || deadline - clock.nanoTime() <= PAUSE.toNanos()) {
        throw wrong(version, within, answer);
      }
      last = answer;
      clock.sleep(PAUSE);
    }
  }

  private static CoprocessorException wrong(
      String version, Duration within, Optional<String> answer) {
    return new CoprocessorException(
        Problem.WRONG_VERSION,
        answer
            .map(a -> "the program reports version " + a + " instead of " + version)
            .orElse(
                "the program did not report version "
                    + version
                    + " within "
                    + within.toMillis() / 1000.0
                    + " s: it is silent"));
  }
}
