package io.assetota.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a command ended.
 *
 * @param command the command
 * @param exitCode its exit code
 * @param output what it printed, errors included
 */
record Ran(List<String> command, int exitCode, String output) {
  static Ran in(Path folder, List<String> command) throws IOException, InterruptedException {
    return in(folder, command, Map.of());
  }

  static Ran in(Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(command, process.waitFor(), output);
  }

  Ran succeeds() {
    assertThat(exitCode).as(command + ":\n" + output).isZero();
    return this;
  }
}
