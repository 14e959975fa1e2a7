package io.assetota.handlers.coprocessor.smp;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.coprocessor.smp.protocol.ImageSlot;
import io.assetota.handlers.coprocessor.smp.protocol.SmpClient;
import io.assetota.handlers.coprocessor.smp.protocol.SmpRefusedException;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A conversation with a part: what fails says on which line, and what to check. */
final class SmpSession {
  private static final Logger log = LoggerFactory.getLogger(SmpSession.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ONE_ANSWER = Duration.ofSeconds(2);

  /** A part that is still waiting for its reset after this time did not get to know of it. */
  private static final Duration RESET_AGAIN = Duration.ofSeconds(10);

  private final SmpClient client;
  private final BootControl boot;
  private final MonotonicClock clock;
  private final String line;
  private final long begin;
  private OptionalInt bufferSize = OptionalInt.empty();
  private boolean isApplication;

  SmpSession(SerialLink link, BootControl boot, MonotonicClock clock) {
    this.client = new SmpClient(link, clock);
    this.boot = boot;
    this.clock = clock;
    this.line = link.name() + " at " + link.settings();
    this.begin = clock.nanoTime();
  }

  SmpClient client() {
    return client;
  }

  String line() {
    return line;
  }

  Duration time() {
    return Duration.ofNanos(clock.nanoTime() - begin);
  }

  OptionalInt bufferSize() {
    return bufferSize;
  }

  /** True if the program of the part answers, so that it can be asked again after a reset. */
  boolean isApplication() {
    return isApplication;
  }

  boolean canReset() {
    return boot.canReset();
  }

  /** An exchange. */
  interface Exchange<T> {
    T run(SmpClient client) throws IOException;
  }

  /** Brings the part into its boot loader if that is asked for, and finds out who answers. */
  void connect() throws IOException {
    boot.enterBootLoader();
    try {
      bufferSize = client.bufferSize();
      isApplication = !client.isBootLoader();
    } catch (FrameException e) {
      throw noAnswer(e);
    }
    log.info(
        "{} answers on {}, with a buffer of {} bytes",
        isApplication ? "A program" : "MCUboot",
        line,
        bufferSize.orElse(0));
  }

  /** Runs an exchange of a part that answered before. */
  <T> T ask(Exchange<T> exchange) throws IOException {
    try {
      return exchange.run(client);
    } catch (SmpRefusedException e) {
      throw new CoprocessorException(Problem.REFUSED, e.getMessage() + ", on " + line, e);
    } catch (FrameException e) {
      throw new CoprocessorException(
          e.kind() == Kind.SILENCE ? Problem.NO_ANSWER : Problem.UNRELIABLE_LINE,
          e.getMessage()
              + ", on "
              + line
              + ", also after repetition. Likely a bad contact, packets that are too large for the"
              + " part, or a part that was reset",
          e);
    }
  }

  /** Tells what a wait is for: empty to go on waiting. */
  interface Goal<T> {
    Optional<T> reached(List<ImageSlot> slots) throws IOException;
  }

  /**
   * Resets the part, and asks it until a goal is reached.
   *
   * @param isStillWaiting tells from its images that it was not reset yet
   * @return empty if the goal was not reached in time; then {@code last} tells more
   */
  <T> Optional<T> resetUntil(Duration within, Goal<T> goal, Goal<Boolean> isStillWaiting)
      throws IOException {
    long deadline = clock.nanoTime() + within.toNanos();
    ask(client -> reset(client));
    long resetAgain = clock.nanoTime() + RESET_AGAIN.toNanos();
    while (clock.nanoTime() < deadline) {
      clock.sleep(POLL);
      List<ImageSlot> slots;
      try {
        slots = client.imagesNow(ONE_ANSWER);
      } catch (FrameException | SmpRefusedException e) {
        log.debug("The part on {} does not answer yet: {}", line, e.getMessage());
        continue;
      }
      if (isStillWaiting.reached(slots).orElse(false)) {
        if (clock.nanoTime() > resetAgain) {
          ask(client -> reset(client));
          resetAgain = clock.nanoTime() + RESET_AGAIN.toNanos();
        }
        continue;
      }
      Optional<T> reached = goal.reached(slots);
      if (reached.isPresent()) {
        return reached;
      }
    }
    return Optional.empty();
  }

  /** A part that is reset at once may not be able to answer any more. */
  private boolean reset(SmpClient client) throws IOException {
    try {
      client.reset();
      return true;
    } catch (FrameException e) {
      log.debug("The reset on {} was not acknowledged: {}", line, e.getMessage());
      return false;
    }
  }

  /** Lets a boot loader start the program, where nothing else resets the part. */
  void leave() throws IOException {
    if (!boot.canReset()) {
      ask(client -> reset(client));
    }
  }

  /** As {@link #leave}, if it is not the program that answers. */
  void leaveIfRecovery() throws IOException {
    if (!isApplication) {
      leave();
    }
  }

  private CoprocessorException noAnswer(FrameException cause) {
    boolean silent = cause.kind() == Kind.SILENCE;
    return new CoprocessorException(
        silent ? Problem.NO_ANSWER : Problem.GARBLED_ANSWER,
        (silent
                ? "nothing answers SMP on " + line
                : "something answers on " + line + ", but not SMP (" + cause.getMessage() + ")")
            + ". Likely "
            + (boot.canReset()
                ? "the pin that brings MCUboot into serial recovery"
                : "neither the program has MCUmgr on this port, nor is MCUboot in serial recovery")
            + "; or the speed; or TX and RX are crossed",
        cause);
  }
}
