package io.assetota.runtime.supervise;

import io.assetota.runtime.device.InstalledRelease;
import io.assetota.runtime.event.RunningRelease;
import io.assetota.runtime.port.RunningApplication;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An application that was started. Times are uptimes. */
final class Run {
  private final Duration startedAt;
  private final Launch launch;
  private final RunningApplication application;
  private final HealthWatch health;
  private InstalledRelease release;
  private Optional<Duration> trialEndsAt = Optional.empty();
  private @Nullable Integer exitCode;
  private boolean toldHealthy;
  private int start;

  /**
   * Begins one.
   *
   * @param launch stands for the process, also when it has another release from then on
   * @param start how many times in a row this release was started, with this one
   */
  Run(
      Launch launch,
      RunningApplication application,
      InstalledRelease release,
      int start,
      Duration now,
      RunRules rules) {
    this.launch = launch;
    this.application = application;
    this.release = release;
    this.startedAt = now;
    this.start = start;
    this.health = new HealthWatch(launch.command(), now, rules.steadyFor());
    seen(release, now);
  }

  /** The same process has another release from now on, whose program is the same. */
  Run as(InstalledRelease other, int newStart, Duration now, RunRules rules) {
    Run next = new Run(launch, application, other, newStart, now, rules);
    next.exitCode = exitCode;
    return next;
  }

  Launch launch() {
    return launch;
  }

  /** The device folder was looked at, and has the same application. */
  void seen(InstalledRelease now, Duration at) {
    release = now;
    trialEndsAt = now.trialLeft().map(at::plus);
  }

  void exited(int code) {
    exitCode = code;
  }

  InstalledRelease release() {
    return release;
  }

  RunningRelease running() {
    return release.running();
  }

  boolean isOnTrial() {
    return trialEndsAt.isPresent();
  }

  boolean isOverdue(Duration now) {
    return trialEndsAt.filter(end -> now.compareTo(end) >= 0).isPresent();
  }

  int start() {
    return start;
  }

  Duration stopWithin() {
    return launch.command().stopWithin();
  }

  RunningApplication application() {
    return application;
  }

  HealthWatch health() {
    return health;
  }

  /** Returns why the application failed; empty while it doesn't. */
  Optional<String> problem(Duration now) {
    if (exitCode != null) {
      return Optional.of(Wording.exit(exitCode, now.minus(startedAt)));
    }
    health.suspended(application.isSuspended(), now);
    health.runs(now, isOnTrial());
    Optional<String> problem = health.problem(now, isOnTrial());
    return problem.isPresent() || !isOverdue(now)
        ? problem
        : Optional.of("it was not confirmed before the time of its trial was over");
  }

  /** An exit may be an accident, so that another start is worth it; a failed check is not. */
  boolean hasExited() {
    return exitCode != null;
  }

  /** Returns true once, when it has given its first healthy answer. */
  boolean isNewlyHealthy() {
    if (toldHealthy || health.healthySince().isEmpty()) {
      return false;
    }
    toldHealthy = true;
    return true;
  }

  boolean isHealthy() {
    return health.healthySince().isPresent();
  }

  /** Tells whether it is on trial and has proven itself. */
  boolean isProven(Duration now) {
    return provenAt().filter(at -> now.compareTo(at) >= 0).isPresent();
  }

  /**
   * Returns when it will have proven itself. The end of a short trial is early enough for one that
   * works since its first start; one that has failed before has to go the whole way.
   */
  private Optional<Duration> provenAt() {
    Optional<Duration> end = trialEndsAt.map(at -> at.minus(RunRules.BEFORE_DEADLINE));
    return end.isEmpty()
        ? Optional.empty()
        : health
            .steadyAt()
            .map(steady -> start == 1 && steady.compareTo(end.get()) > 0 ? end.get() : steady);
  }

  /** Tells whether it has worked for so long that its next failure is a new story. */
  boolean isSteady(Duration now, Duration steadyFor) {
    return health.hasWorked() && age(now).compareTo(steadyFor) >= 0;
  }

  /** Earlier starts don't count any more: a failure of this one is the first in a row. */
  void beginRow() {
    start = 1;
  }

  Duration age(Duration now) {
    return now.minus(startedAt);
  }

  /** Returns how long nothing has to be done about it. */
  Duration untilNextDue(Duration now) {
    Duration next = health.nextDue(now);
    if (trialEndsAt.isPresent()) {
      next = next.compareTo(trialEndsAt.get()) < 0 ? next : trialEndsAt.get();
      Optional<Duration> proven = provenAt();
      next = proven.isPresent() && proven.get().compareTo(next) < 0 ? proven.get() : next;
    }
    Duration left = next.minus(now);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
