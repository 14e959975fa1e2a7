package io.assetota.runtime.port;

import java.util.List;

/**
 * A process that was started, and all that it has started itself. Safe for use by several threads.
 */
public interface RunningApplication {
  /**
   * Returns the process.
   *
   * @return its id
   */
  long pid();

  /**
   * Tells whether any of its processes is alive.
   *
   * @return false if all have ended
   */
  boolean isAlive();

  /**
   * Tells whether its main process is suspended (SIGSTOP), so that it lives and does nothing.
   *
   * @return false also where that can't be found out
   */
  boolean isSuspended();

  /** Asks all of its processes to end (SIGTERM). */
  void terminate();

  /** Ends all of its processes, also suspended ones (SIGKILL). */
  void kill();

  /**
   * Returns the last lines that it wrote to standard output and standard error.
   *
   * @return at most {@value io.assetota.runtime.event.RunFailure#MAX_LINES} lines
   */
  List<String> lastLines();
}
