package io.assetota.runtime.supervise;

import io.assetota.core.application.HealthCheck;
import io.assetota.runtime.port.ApplicationLauncher;
import io.assetota.runtime.port.ApplicationObserver;
import io.assetota.runtime.port.HealthProbe;
import io.assetota.runtime.port.RunningApplication;
import io.assetota.runtime.port.RuntimeClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine that a supervisor works on. What comes from its other threads waits here until the
 * supervisor's own thread takes it.
 */
public final class Machine {
  private final RuntimeClock clock;
  private final ApplicationLauncher launcher;
  private final HealthProbe probe;
  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private Supplier<@Nullable Run> current = () -> null;

  /** Takes the parts of the machine. */
  public Machine(RuntimeClock clock, ApplicationLauncher launcher, HealthProbe probe) {
    this.clock = clock;
    this.launcher = launcher;
    this.probe = probe;
  }

  RuntimeClock clock() {
    return clock;
  }

  ApplicationLauncher launcher() {
    return launcher;
  }

  /** Says who is told: whatever runs when the message is taken, if it is the one that it is of. */
  void tell(Supplier<@Nullable Run> newCurrent) {
    current = newCurrent;
  }

  void takeMessages() {
    for (Runnable next = messages.poll(); next != null; next = messages.poll()) {
      next.run();
    }
  }

  private void tell(Launch launch, Consumer<Run> message) {
    messages.add(
        () -> {
          Run run = current.get();
          if (run != null && run.launch().equals(launch)) { // else it is of one that is over
            message.accept(run);
          }
        });
    clock.wake();
  }

  RunningApplication launch(Launch launch) throws IOException {
    return launcher.start(
        launch.request(),
        new ApplicationObserver() {
          @Override
          public void exited(int exitCode) {
            tell(launch, run -> run.exited(exitCode));
          }

          @Override
          public void notified(String message) {
            tell(launch, run -> run.health().notified(message, clock.uptime()));
          }
        });
  }

  /** Begins a health check if one is due. */
  void check(Run run, Duration now) {
    Optional<HealthCheck> due = run.health().due(now);
    if (due.isPresent()) {
      Launch launch = run.launch();
      probe.check(
          due.get(),
          launch.request(),
          RunRules.ANSWER_WITHIN,
          answer -> tell(launch, r -> r.health().answered(answer, clock.uptime())));
    }
  }
}
