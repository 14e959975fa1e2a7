package io.assetota.runtime.port;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to start.
 *
 * @param home the device folder
 * @param command the program and its arguments
 * @param folder the working folder
 * @param environment variables that are set besides those of the runtime
 * @param watchdog if the application is to tell its state by sd_notify: the time within which each
 *     WATCHDOG=1 has to follow the previous one; else empty
 */
public record LaunchRequest(
    Path home,
    List<String> command,
    Path folder,
    Map<String, String> environment,
    Optional<Duration> watchdog) {
  /** Copies. */
  public LaunchRequest {
    command = ImmutableList.copyOf(command);
    environment = ImmutableMap.copyOf(environment);
  }
}
