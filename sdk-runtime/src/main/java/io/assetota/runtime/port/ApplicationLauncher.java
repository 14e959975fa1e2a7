package io.assetota.runtime.port;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Starts applications. */
public interface ApplicationLauncher {
  /**
   * Starts a process.
   *
   * @param request what to start
   * @param observer is told what becomes of it, on any thread
   * @return the running application
   * @throws IOException if it can't be started
   */
  RunningApplication start(LaunchRequest request, ApplicationObserver observer) throws IOException;

  /**
   * Finds what an earlier runtime of this device folder started and left behind when it was killed.
   *
   * @param home the device folder
   * @return the processes as one; empty if there are none
   * @throws IOException if they can't be looked for
   */
  Optional<RunningApplication> leftBehind(Path home) throws IOException;
}
