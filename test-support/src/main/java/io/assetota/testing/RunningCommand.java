package io.assetota.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of this machine that runs until it is asked to end. */
public final class RunningCommand implements AutoCloseable {
  private static final int PAUSE_MILLIS = 50;

  private final Process process;
  private final Path output;

  private RunningCommand(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a command.
   *
   * @param folder its working directory
   * @param output the file that gets what it prints, errors included
   * @param environment what it finds in its environment beside that of this process
   */
  public static RunningCommand in(
      Path folder, Path output, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new RunningCommand(builder.start(), output);
  }

  /** Returns what it has printed until now. */
  public String output() throws IOException {
    return Files.readString(output);
  }

  /** Waits until it has printed a text; fails if it ends before. */
  public void awaitOutput(String text) throws IOException, InterruptedException {
    awaitFile(output, text);
  }

  /** Waits until a file that it writes contains a text; fails if it ends before. */
  public void awaitFile(Path file, String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + Waiting.PATIENCE.toNanos();
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new AssertionError("no '" + text + "' in " + file + ":\n" + output());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /** Asks it to end (SIGTERM), and returns its exit code. */
  public int end() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
