package io.assetota.runtime.supervise;

import com.google.common.base.Splitter;
import io.assetota.core.application.HealthCheck;
import io.assetota.core.application.StartCommand;
import io.assetota.runtime.port.HealthAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows whether a running application works, from what it was told. Times are uptimes. */
final class HealthWatch {
  private static final Splitter LINES = Splitter.on('\n').omitEmptyStrings();

  /** In microseconds, at least 1. Any other value is ignored. */
  private static final Pattern WATCHDOG_TIME = Pattern.compile("WATCHDOG_USEC=([1-9][0-9]{0,17})");

  private final StartCommand start;
  private final Duration startedAt;
  private final Duration steadyFor;
  private Duration askAt;
  private boolean asking;
  private int unhealthyInARow;
  private String lastProblem = "it has not answered yet";
  private @Nullable Duration healthySince;
  private boolean everHealthy;
  private @Nullable Duration barkAt;
  private Duration barkAfter = RunRules.WATCHDOG;
  private @Nullable Duration suspendedSince;
  private boolean triggered;

  HealthWatch(StartCommand start, Duration startedAt, Duration steadyFor) {
    this.start = start;
    this.startedAt = startedAt;
    this.steadyFor = steadyFor;
    this.askAt = startedAt.plus(RunRules.ASK_AT_START);
  }

  private boolean isAsked() {
    return start.health().filter(c -> c instanceof HealthCheck.Http).isPresent()
        || start.health().filter(c -> c instanceof HealthCheck.Program).isPresent();
  }

  private boolean isNotified() {
    return start.health().filter(c -> c instanceof HealthCheck.Notify).isPresent();
  }

  private boolean confirmsItself() {
    return start.health().filter(c -> c instanceof HealthCheck.Confirmation).isPresent();
  }

  /** Returns the check that is to be made now; its answer is awaited then. */
  Optional<HealthCheck> due(Duration now) {
    if (!isAsked() || asking || now.compareTo(askAt) < 0) {
      return Optional.empty();
    }
    asking = true;
    return start.health();
  }

  void answered(HealthAnswer answer, Duration now) {
    asking = false;
    if (answer.isHealthy()) {
      unhealthyInARow = 0;
      healthy(now);
    } else {
      unhealthyInARow++;
      lastProblem = answer.problem().orElseThrow();
      healthySince = null;
    }
    askAt = now.plus(everHealthy ? RunRules.ASK_LATER : RunRules.ASK_AT_START);
    Duration deadline = startedAt.plus(start.startWithin());
    if (!answer.isHealthy() && now.compareTo(deadline) < 0 && askAt.compareTo(deadline) > 0) {
      askAt = deadline; // the first check that counts
    }
  }

  private void healthy(Duration now) {
    everHealthy = true;
    if (healthySince == null) {
      healthySince = now;
    }
  }

  /** Takes a message of sd_notify. */
  void notified(String message, Duration now) {
    for (String line : LINES.split(message)) {
      switch (line) {
        case "READY=1" -> {
          if (isNotified()) {
            healthy(now);
          }
        }
        case "WATCHDOG=1" -> barkAt = now.plus(barkAfter);
        case "WATCHDOG=trigger" -> triggered = true;
        default -> setWatchdog(line, now);
      }
    }
  }

  /**
   * Sets the time of the watchdog, if a line asks for that (sd_notify(3), WATCHDOG_USEC). What
   * systemd understands besides is of no use here.
   */
  private void setWatchdog(String line, Duration now) {
    Matcher time = WATCHDOG_TIME.matcher(line);
    if (time.matches()) {
      Duration asked =
          Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(time.group(1))));
      barkAfter = earlier(asked, RunRules.LONGEST_WATCHDOG);
      barkAt = barkAt == null ? null : now.plus(barkAfter);
    }
  }

  void suspended(boolean isSuspended, Duration now) {
    if (!isSuspended) {
      suspendedSince = null;
    } else if (suspendedSince == null) {
      suspendedSince = now;
    }
  }

  /**
   * The application runs for as long as it takes, where nothing else tells whether it works. One
   * that confirms itself does tell, as long as it is on trial.
   */
  void runs(Duration now, boolean isOnTrial) {
    boolean nothingTells = start.health().isEmpty() || (confirmsItself() && !isOnTrial);
    if (nothingTells && now.compareTo(startedAt.plus(steadyFor)) >= 0) {
      healthy(now);
    }
  }

  /** Returns since when it works without a break. */
  Optional<Duration> healthySince() {
    return Optional.ofNullable(healthySince);
  }

  /** Tells whether it has worked at any time. */
  boolean hasWorked() {
    return everHealthy;
  }

  /** Returns what makes it fail now; empty if nothing does. */
  Optional<String> problem(Duration now, boolean isOnTrial) {
    if (suspendedSince != null && now.compareTo(suspendedSince.plus(RunRules.SUSPENDED_FOR)) >= 0) {
      return Optional.of(
          "it was suspended (SIGSTOP) for " + Wording.time(now.minus(suspendedSince)));
    }
    if (triggered) {
      return Optional.of("it sent WATCHDOG=trigger");
    }
    if (barkAt != null && now.compareTo(barkAt) >= 0) {
      return Optional.of("it sent no WATCHDOG=1 for " + Wording.time(barkAfter));
    }
    if (!(isAsked() || isNotified()) || now.compareTo(startedAt.plus(start.startWithin())) < 0) {
      return Optional.empty();
    }
    if (!everHealthy) {
      return Optional.of(
          "it was not healthy within "
              + Wording.time(start.startWithin())
              + (isNotified() ? ": it sent no READY=1" : ": " + lastProblem));
    }
    int most = isOnTrial ? 1 : RunRules.MOST_UNHEALTHY;
    return unhealthyInARow >= most
        ? Optional.of("its health check failed: " + lastProblem)
        : Optional.empty();
  }

  /** Returns when it has worked for long enough; empty if nothing that is known so far tells. */
  Optional<Duration> steadyAt() {
    if (confirmsItself() || suspendedSince != null) {
      return Optional.empty();
    }
    Optional<Duration> from = start.health().isEmpty() ? Optional.of(startedAt) : healthySince();
    return from.map(f -> f.plus(steadyFor));
  }

  /** Returns when something here is due. */
  Duration nextDue(Duration now) {
    Duration next = now.plus(RunRules.LOOK_EVERY);
    if (isAsked() && !asking) {
      next = earlier(next, askAt);
    }
    Duration deadline = startedAt.plus(start.startWithin());
    if (now.compareTo(deadline) < 0) {
      next = earlier(next, deadline);
    }
    return barkAt == null ? next : earlier(next, barkAt);
  }

  private static Duration earlier(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
