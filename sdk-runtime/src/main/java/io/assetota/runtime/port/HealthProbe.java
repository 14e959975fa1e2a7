package io.assetota.runtime.port;

import io.assetota.core.application.HealthCheck;
import java.time.Duration;
import java.util.function.Consumer;

/** Asks an application whether it works. */
public interface HealthProbe {
  /**
   * Begins a check, and doesn't wait for it.
   *
   * @param check an address, or a program
   * @param request how the application was started: the program runs in the same folder with the
   *     same variables
   * @param timeout the deadline for the whole check
   * @param answer is given the answer once, on any thread; also when the deadline has passed
   */
  void check(
      HealthCheck check, LaunchRequest request, Duration timeout, Consumer<HealthAnswer> answer);
}
