package io.assetota.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A variable by which the processes of an application are known, as all that it starts inherit it:
 * also those that have left its process group and have another parent, and those of a runtime that
 * was killed. Process ids are used again by others; this is not.
 *
 * <p>The kernel shows the environment that a process was started with in {@code /proc/PID/environ}
 * (proc_pid_environ(5)), to its own user and to root. Elsewhere nothing is found this way.
 *
 * @param value the same for all starts of a device folder up to the dot, and one of its own behind
 *     it
 */
record ProcessMark(String value) {
  static final String VARIABLE = "ASSET_OTA_RUN";

  private static final Path PROC = Path.of("/proc");
  private static final int MAX_ENVIRONMENT = 4 * 1024 * 1024;
  private static final int DIGITS = 16;

  /** Returns what the marks of all starts of a device folder begin with. */
  static ProcessMark ofFolder(Path home) throws IOException {
    String path = home.toRealPath().toString();
    return new ProcessMark(
        Hashing.sha256().hashString(path, UTF_8).toString().substring(0, DIGITS) + ".");
  }

  /** Returns a mark for a start. */
  ProcessMark forStart() {
    return new ProcessMark(value + UUID.randomUUID());
  }

  /** Returns the processes with this mark, but for this one. */
  Stream<ProcessHandle> processes() {
    long own = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses().filter(p -> p.pid() != own && isMarked(p.pid()));
  }

  private boolean isMarked(long pid) {
    try (InputStream in = Files.newInputStream(PROC.resolve(pid + "/environ"))) {
      byte[] environment = in.readNBytes(MAX_ENVIRONMENT);
      byte[] variable = (VARIABLE + "=" + value).getBytes(UTF_8);
      int at = Bytes.indexOf(environment, variable);
      return at == 0 || (at > 0 && environment[at - 1] == 0);
    } catch (IOException e) {
      return false; // it has ended, or belongs to somebody else
    }
  }
}
