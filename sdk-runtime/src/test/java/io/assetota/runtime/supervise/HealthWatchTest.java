package io.assetota.runtime.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.application.HealthCheck;
import io.assetota.core.application.StartCommand;
import io.assetota.runtime.port.HealthAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  private static final Duration STEADY = Duration.ofSeconds(60);
  private static final HealthAnswer NO = HealthAnswer.unhealthy("status 503");

  private static Duration s(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /** Started at 100 s, to give its first healthy answer by 120 s. */
  private static HealthWatch watch(HealthCheck check) {
    return new HealthWatch(
        StartCommand.of(List.of("x")).withHealth(check).withStartWithin(s(20)), s(100), STEADY);
  }

  private static HealthWatch http() {
    return watch(HealthCheck.Http.parse("http://localhost/health"));
  }

  private static void ask(HealthWatch watch, Duration now, HealthAnswer answer) {
    assertThat(watch.due(now)).isPresent();
    watch.answered(answer, now);
  }

  @Test
  void failsIfTheFirstHealthyAnswerIsLate() {
    HealthWatch watch = http();
    assertThat(watch.due(s(100.9))).isEmpty();
    ask(watch, s(101), NO);
    assertThat(watch.due(s(101.5))).isEmpty();
    ask(watch, s(119), NO);
    assertThat(watch.problem(s(119.9), true)).isEmpty();
    assertThat(watch.problem(s(120), true)).contains("it was not healthy within 20 s: status 503");
    assertThat(watch.problem(s(120), false)).isPresent();
  }

  @Test
  void isAskedOneAtATimeAndLessOftenOnceItWorks() {
    HealthWatch watch = http();
    assertThat(watch.due(s(101))).isPresent();
    assertThat(watch.due(s(102))).isEmpty();
    watch.answered(HealthAnswer.HEALTHY, s(103));
    assertThat(watch.healthySince()).contains(s(103));
    assertThat(watch.due(s(112))).isEmpty();
    assertThat(watch.due(s(113))).isPresent();
  }

  @Test
  void onTrialTheFirstFailedCheckAfterStartWithinCounts() {
    HealthWatch watch = http();
    ask(watch, s(101), HealthAnswer.HEALTHY);
    ask(watch, s(111), NO);
    assertThat(watch.problem(s(111), true)).isEmpty();
    assertThat(watch.healthySince()).isEmpty();
    ask(watch, s(120), HealthAnswer.HEALTHY); // asked earlier than usual, as that one counts
    assertThat(watch.problem(s(121), true)).isEmpty();
    ask(watch, s(130), NO);
    assertThat(watch.problem(s(130), true)).contains("its health check failed: status 503");
  }

  @Test
  void oneThatStaysMayFailThreeChecksInARow() {
    HealthWatch watch = http();
    ask(watch, s(101), HealthAnswer.HEALTHY);
    ask(watch, s(121), NO);
    ask(watch, s(131), NO);
    assertThat(watch.problem(s(131), false)).isEmpty();
    ask(watch, s(141), HealthAnswer.HEALTHY);
    ask(watch, s(151), NO);
    ask(watch, s(161), NO);
    assertThat(watch.problem(s(161), false)).isEmpty();
    ask(watch, s(171), NO);
    assertThat(watch.problem(s(171), false)).contains("its health check failed: status 503");
  }

  @Test
  void isSteadyAMinuteAfterItsFirstHealthyAnswerInARow() {
    HealthWatch watch = http();
    assertThat(watch.steadyAt()).isEmpty();
    ask(watch, s(105), HealthAnswer.HEALTHY);
    assertThat(watch.steadyAt()).contains(s(165));
    ask(watch, s(115), NO);
    assertThat(watch.steadyAt()).isEmpty();
  }

  @Test
  void sdNotify() {
    HealthWatch watch = watch(new HealthCheck.Notify());
    assertThat(watch.due(s(119))).isEmpty();
    assertThat(watch.problem(s(120), true))
        .contains("it was not healthy within 20 s: it sent no READY=1");
    watch.notified("STATUS=x\nREADY=1\n", s(119));
    assertThat(watch.problem(s(1000), true)).isEmpty(); // it sends no WATCHDOG=1 at all
    watch.notified("WATCHDOG=1", s(1000));
    assertThat(watch.problem(s(1029), true)).isEmpty();
    assertThat(watch.problem(s(1030), true)).contains("it sent no WATCHDOG=1 for 30 s");
    watch.notified("WATCHDOG=1", s(1029));
    assertThat(watch.problem(s(1030), true)).isEmpty();
    watch.notified("WATCHDOG=trigger", s(1031));
    assertThat(watch.problem(s(1031), false)).contains("it sent WATCHDOG=trigger");
  }

  @Test
  void theApplicationSetsTheTimeOfItsWatchdog() {
    HealthWatch watch = watch(new HealthCheck.Notify());
    watch.notified("READY=1\nWATCHDOG_USEC=120000000", s(101));
    assertThat(watch.problem(s(1000), true)).isEmpty(); // the time alone begins nothing
    watch.notified("WATCHDOG=1", s(1000));
    assertThat(watch.problem(s(1119), true)).isEmpty();
    watch.notified("WATCHDOG_USEC=500000", s(1119));
    assertThat(watch.nextDue(s(1119))).isEqualTo(s(1119.5));
    assertThat(watch.problem(s(1119.5), true)).contains("it sent no WATCHDOG=1 for 0.5 s");
    for (String nothing : List.of("0", "-1", "1s", "", "18446744073709551615")) {
      watch.notified("WATCHDOG_USEC=" + nothing, s(1119.2));
    }
    assertThat(watch.problem(s(1119.5), true)).contains("it sent no WATCHDOG=1 for 0.5 s");
    watch.notified("WATCHDOG_USEC=999999999999999999", s(1119.4));
    assertThat(watch.problem(s(1119.4 + 3599), true)).isEmpty();
    assertThat(watch.problem(s(1119.4 + 3600), true)).isPresent();
  }

  @Test
  void readyIsNoAnswerToAnotherCheck() {
    HealthWatch watch = http();
    watch.notified("READY=1", s(105));
    assertThat(watch.healthySince()).isEmpty();
  }

  @Test
  void oneThatConfirmsItselfIsNotConfirmedByTheRuntime() {
    HealthWatch watch = watch(new HealthCheck.Confirmation());
    watch.runs(s(500), true);
    assertThat(watch.hasWorked()).isFalse();
    assertThat(watch.steadyAt()).isEmpty();
    assertThat(watch.problem(s(500), true)).isEmpty(); // the time of its trial decides
  }

  @Test
  void oneThatHasConfirmedItselfWorksWhenItHasRunForAMinute() {
    HealthWatch watch = watch(new HealthCheck.Confirmation());
    watch.runs(s(159), false);
    assertThat(watch.hasWorked()).isFalse();
    watch.runs(s(160), false);
    assertThat(watch.hasWorked()).isTrue();
    watch = http();
    watch.runs(s(1000), false);
    assertThat(watch.hasWorked()).isFalse();
  }

  @Test
  void whereNothingIsStatedItHasToRunForAMinute() {
    HealthWatch watch = new HealthWatch(StartCommand.of(List.of("x")), s(100), STEADY);
    watch.runs(s(159), true);
    assertThat(watch.healthySince()).isEmpty();
    watch.runs(s(160), true);
    assertThat(watch.healthySince()).contains(s(160));
    assertThat(watch.steadyAt()).contains(s(160));
    assertThat(watch.problem(s(1000), true)).isEmpty();
  }

  @Test
  void suspendedForLongIsAFailureAndForAMomentNot() {
    HealthWatch watch = new HealthWatch(StartCommand.of(List.of("x")), s(100), STEADY);
    watch.suspended(true, s(110));
    assertThat(watch.problem(s(119), true)).isEmpty();
    assertThat(watch.steadyAt()).isEmpty();
    watch.suspended(false, s(119));
    watch.suspended(true, s(121));
    watch.suspended(true, s(130));
    assertThat(watch.problem(s(130), true)).isEmpty();
    assertThat(watch.problem(s(131), true)).contains("it was suspended (SIGSTOP) for 10 s");
  }

  @Test
  void isLookedAtWhenSomethingIsDue() {
    HealthWatch watch = http();
    assertThat(watch.nextDue(s(100))).isEqualTo(s(101));
    ask(watch, s(101), HealthAnswer.HEALTHY);
    assertThat(watch.nextDue(s(119.5))).isEqualTo(s(111)); // the check is overdue
    assertThat(Optional.of(watch.nextDue(s(101)))).contains(s(102));
  }
}
