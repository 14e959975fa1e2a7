package io.assetota.runtime.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says that a process does: the third field of proc_pid_stat(5). */
final class ProcessState {
  private static final char UNKNOWN = '?';
  private static final char STOPPED = 'T';
  private static final char ZOMBIE = 'Z';
  private static final int MAX_LENGTH = 4096;

  private ProcessState() {}

  private static char of(long pid) {
    try (InputStream in = Files.newInputStream(Path.of("/proc", Long.toString(pid), "stat"))) {
      String stat = new String(in.readNBytes(MAX_LENGTH), ISO_8859_1);
      int state = stat.lastIndexOf(')') + 2; // the name before it may have parentheses itself
      return state > 1 && state < stat.length() ? stat.charAt(state) : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Tells whether a process is suspended by a signal, and not by a debugger. */
  static boolean isSuspended(long pid) {
    return of(pid) == STOPPED;
  }

  /** Tells whether a process runs. A zombie has ended, and only its parent has not asked for it. */
  static boolean isAlive(ProcessHandle process) {
    return process.isAlive() && of(process.pid()) != ZOMBIE;
  }
}
