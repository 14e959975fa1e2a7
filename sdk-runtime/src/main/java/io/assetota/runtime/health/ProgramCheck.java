package io.assetota.runtime.health;

import io.assetota.core.application.StartCommand;
import io.assetota.runtime.port.HealthAnswer;
import io.assetota.runtime.port.LaunchRequest;
import io.assetota.runtime.process.ChildEnvironment;
import io.assetota.runtime.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program that ends with exit code 0 while the application works. Its output goes nowhere.
 *
 * @param java what stands for the program {@code java}
 */
record ProgramCheck(JavaProgram java) {
  private static final File NULL = new File("/dev/null");

  HealthAnswer ask(List<String> command, LaunchRequest request, Duration timeout) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(java.in(StartCommand.resolve(command, request.folder())))
              .directory(request.folder().toFile())
              .redirectInput(Redirect.from(NULL))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD);
      ChildEnvironment.prepare(builder.environment());
      builder.environment().putAll(request.environment());
      return await(builder.start(), command.get(0), timeout);
    } catch (IOException e) {
      return HealthAnswer.unhealthy("the check can't be run: " + e.getMessage());
    }
  }

  private static HealthAnswer await(Process check, String name, Duration timeout) {
    try {
      if (!check.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return HealthAnswer.unhealthy(name + " did not end within " + timeout.toSeconds() + " s");
      }
      return check.exitValue() == 0
          ? HealthAnswer.HEALTHY
          : HealthAnswer.unhealthy(name + " ended with exit code " + check.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HealthAnswer.unhealthy(name + " was interrupted");
    } finally {
      check.descendants().forEach(ProcessHandle::destroyForcibly);
      check.destroyForcibly();
    }
  }
}
