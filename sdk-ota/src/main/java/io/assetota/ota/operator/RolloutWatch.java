package io.assetota.ota.operator;

import io.assetota.ota.http.SourceException;
import io.assetota.ota.operator.RolloutOutcome.End;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits until a rollout is done. A server that is away for a while ends nothing. */
public final class RolloutWatch {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** How long a server may be away, to be started anew. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Tells how far it is. */
  @FunctionalInterface
  public interface Source {
    /**
     * Asks the server.
     *
     * @return what it says
     * @throws IOException if it can't be reached
     */
    RolloutOutcome ask() throws IOException;
  }

  private final Source source;
  private final Consumer<String> status;
  private final Optional<Duration> timeout;
  private final long start = System.nanoTime();
  private long heard = start;

  /**
   * Prepares to wait.
   *
   * @param source tells how far it is
   * @param status gets a line for people after each answer, also when nothing has changed
   * @param timeout the longest time to wait; empty for no limit
   */
  public RolloutWatch(Source source, Consumer<String> status, Optional<Duration> timeout) {
    this.source = source;
    this.status = status;
    this.timeout = timeout;
  }

  /**
   * Waits until it ends, or nobody waits any more.
   *
   * @return how it ended
   * @throws InterruptedIOException if the thread is interrupted
   * @throws IOException if the server refuses to tell, or is away for too long
   */
  public RolloutOutcome follow() throws IOException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<RolloutOutcome> outcome = ask();
      if (outcome.isPresent()) {
        status.accept(outcome.get().line());
        if (outcome.get().end() != End.NONE) {
          return outcome.get();
        }
        if (timeout.isPresent() && since(start).plus(pause).compareTo(timeout.get()) > 0) {
          return outcome.get().timedOut();
        }
      }
      sleep(pause);
      pause = pause.multipliedBy(3).dividedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  /** Asks the server; empty if it is away. */
  private Optional<RolloutOutcome> ask() throws IOException {
    try {
      RolloutOutcome outcome = source.ask();
      heard = System.nanoTime();
      return Optional.of(outcome);
    } catch (SourceException e) {
      boolean patient =
          e.kind() == SourceException.Kind.TEMPORARY
              && since(heard).compareTo(PATIENCE) < 0
              && (timeout.isEmpty() || since(start).compareTo(timeout.get()) < 0);
      if (!patient) {
        throw e;
      }
      status.accept("the server doesn't answer: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the rollout");
    }
  }
}
