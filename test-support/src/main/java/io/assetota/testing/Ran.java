package io.assetota.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a command of this machine ended.
 *
 * @param command the command
 * @param exitCode its exit code
 * @param output what it printed, errors included
 */
public record Ran(List<String> command, int exitCode, String output) {
  /** Copies the list. */
  public Ran {
    command = List.copyOf(command);
  }

  /** Runs a command in a folder, with nothing at its standard input. */
  public static Ran in(Path folder, List<String> command) throws IOException, InterruptedException {
    return in(folder, command, Map.of());
  }

  /** Runs a command with more in its environment. */
  public static Ran in(Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(command, process.waitFor(), output);
  }

  /** Requires that it ended with 0. */
  public Ran succeeds() {
    if (exitCode != 0) {
      throw new AssertionError(command + " ended with " + exitCode + ":\n" + output);
    }
    return this;
  }
}
