package io.assetota.handlers.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a version of an application does in a test, instead of a process. Immutable; each method
 * returns a changed copy.
 */
public final class ApplicationScript {
  private final List<String> lines;
  private final Optional<Duration> exitsAfter;
  private final int exitCode;
  private final Optional<Duration> suspendedAfter;
  private final Optional<Duration> healthyAfter;
  private final Optional<Duration> unhealthyAfter;
  private final boolean endsWhenAsked;

  private ApplicationScript(
      List<String> lines,
      Optional<Duration> exitsAfter,
      int exitCode,
      Optional<Duration> suspendedAfter,
      Optional<Duration> healthyAfter,
      Optional<Duration> unhealthyAfter,
      boolean endsWhenAsked) {
    this.lines = List.copyOf(lines);
    this.exitsAfter = exitsAfter;
    this.exitCode = exitCode;
    this.suspendedAfter = suspendedAfter;
    this.healthyAfter = healthyAfter;
    this.unhealthyAfter = unhealthyAfter;
    this.endsWhenAsked = endsWhenAsked;
  }

  /**
   * Begins with an application that works: it runs, is healthy at once, and ends when it is asked
   * to.
   *
   * @return the script
   */
  public static ApplicationScript works() {
    return new ApplicationScript(
        List.of(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.of(Duration.ZERO),
        Optional.empty(),
        true);
  }

  /**
   * It writes lines when it starts.
   *
   * @param newLines the lines
   * @return a changed copy
   */
  public ApplicationScript printing(String... newLines) {
    return new ApplicationScript(
        List.of(newLines),
        exitsAfter,
        exitCode,
        suspendedAfter,
        healthyAfter,
        unhealthyAfter,
        endsWhenAsked);
  }

  /**
   * It ends by itself.
   *
   * @param after the time from its start
   * @param code its exit code
   * @return a changed copy
   */
  public ApplicationScript exiting(Duration after, int code) {
    return new ApplicationScript(
        lines,
        Optional.of(after),
        code,
        suspendedAfter,
        healthyAfter,
        unhealthyAfter,
        endsWhenAsked);
  }

  /**
   * It is suspended (SIGSTOP): it lives and does nothing, not even end when it is asked to.
   *
   * @param after the time from its start
   * @return a changed copy
   */
  public ApplicationScript suspended(Duration after) {
    return new ApplicationScript(
        lines, exitsAfter, exitCode, Optional.of(after), healthyAfter, unhealthyAfter, false);
  }

  /**
   * Its health check fails until some time has passed.
   *
   * @param after the time from its start
   * @return a changed copy
   */
  public ApplicationScript healthyAfter(Duration after) {
    return new ApplicationScript(
        lines,
        exitsAfter,
        exitCode,
        suspendedAfter,
        Optional.of(after),
        unhealthyAfter,
        endsWhenAsked);
  }

  /**
   * Its health check fails from some time on.
   *
   * @param after the time from its start
   * @return a changed copy
   */
  public ApplicationScript unhealthyAfter(Duration after) {
    return new ApplicationScript(
        lines,
        exitsAfter,
        exitCode,
        suspendedAfter,
        healthyAfter,
        Optional.of(after),
        endsWhenAsked);
  }

  /**
   * It ignores SIGTERM.
   *
   * @return a changed copy
   */
  public ApplicationScript ignoringRequestsToEnd() {
    return new ApplicationScript(
        lines, exitsAfter, exitCode, suspendedAfter, healthyAfter, unhealthyAfter, false);
  }

  List<String> lines() {
    return lines;
  }

  Optional<Duration> exitsAfter() {
    return exitsAfter;
  }

  int exitCode() {
    return exitCode;
  }

  boolean isSuspendedAt(Duration age) {
    return suspendedAfter.filter(at -> age.compareTo(at) >= 0).isPresent();
  }

  boolean isHealthyAt(Duration age) {
    return healthyAfter.filter(at -> age.compareTo(at) >= 0).isPresent()
        && unhealthyAfter.filter(at -> age.compareTo(at) >= 0).isEmpty();
  }

  boolean endsWhenAsked() {
    return endsWhenAsked;
  }
}
