package io.assetota.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A started process and its output. Closing it ends the process. */
public final class RunningCommand implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;
  private final Consumer<String> output;

  private RunningCommand(Process process, Consumer<String> output) {
    this.process = process;
    this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.output = output;
  }

  static RunningCommand start(Path folder, List<String> command, Consumer<String> output)
      throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new RunningCommand(process, output);
  }

  /**
   * Waits for a line.
   *
   * @param wanted what the line contains
   * @return the match
   * @throws AssetException if the process ended without it
   * @throws IOException if its output can't be read
   */
  public Matcher awaitLine(Pattern wanted) throws IOException {
    for (Optional<String> line = nextLine(); line.isPresent(); line = nextLine()) {
      Matcher matcher = wanted.matcher(line.get());
      if (matcher.find()) {
        return matcher;
      }
    }
    throw new AssetException("the last command ended without the line \"" + wanted + '"');
  }

  /**
   * Waits for its end.
   *
   * @throws AssetException if it failed
   * @throws IOException if its output can't be read
   */
  public void awaitSuccess() throws IOException {
    int exitCode = awaitEnd();
    if (exitCode != 0) {
      throw new AssetException("the last command ended with exit code " + exitCode);
    }
  }

  /**
   * Waits for its end, however it comes.
   *
   * @return the exit code
   * @throws IOException if its output can't be read
   */
  public int awaitEnd() throws IOException {
    Optional<String> line = nextLine();
    while (line.isPresent()) {
      line = nextLine();
    }
    return exitCode();
  }

  private Optional<String> nextLine() throws IOException {
    Optional<String> line = Optional.ofNullable(lines.readLine());
    line.ifPresent(output);
    return line;
  }

  /**
   * Kills it, which has the effect of a power cut.
   *
   * @throws IOException if interrupted
   */
  public void kill() throws IOException {
    process.destroyForcibly();
    exitCode();
  }

  private int exitCode() throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the demo was interrupted");
    }
  }

  /** Asks it to end, and waits for that. */
  @Override
  public void close() throws IOException {
    process.destroy();
    exitCode();
    lines.close();
  }
}
