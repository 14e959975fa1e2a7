package io.assetota.runtime.health;

import io.assetota.core.application.HealthCheck;
import io.assetota.runtime.port.HealthAnswer;
import io.assetota.runtime.port.HealthProbe;
import io.assetota.runtime.port.LaunchRequest;
import io.assetota.runtime.process.JavaProgram;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Asks by HTTP, or runs a program. Each check has threads of its own, and there is one check at a
 * time: the next check begins when the answer to this one is there.
 *
 * @param java what stands for the program {@code java}
 */
public record MachineProbe(JavaProgram java) implements HealthProbe {
  @Override
  public void check(
      HealthCheck check, LaunchRequest request, Duration timeout, Consumer<HealthAnswer> answer) {
    if (check instanceof HealthCheck.Http http) {
      ask(new HttpCheck(http.address()), timeout, answer);
    } else if (check instanceof HealthCheck.Program program) {
      ProgramCheck run = new ProgramCheck(java);
      start(() -> answer.accept(run.ask(program.command(), request, timeout)));
    } else {
      throw new IllegalArgumentException("nobody is asked for " + check);
    }
  }

  private static void ask(HttpCheck check, Duration timeout, Consumer<HealthAnswer> answer) {
    AtomicReference<HealthAnswer> found =
        new AtomicReference<>(
            HealthAnswer.unhealthy("there is no answer within " + timeout.toMillis() + " ms"));
    Thread asking = start(() -> found.set(check.ask(timeout)));
    start(
        () -> {
          try {
            asking.join(timeout.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that
          }
          answer.accept(found.get());
          check.cancel();
        });
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "asset-ota-health");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
