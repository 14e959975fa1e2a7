package io.assetota.cli.demo;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs the commands of a part, and shows each as a user would type it, with its output. */
public final class DemoStage {
  /** The first lines of a hex dump are enough. */
  private static final int DUMP_LINES = 2;

  private final Console console;
  private final DemoCommands commands;
  private final Path folder;
  private int dumped;

  DemoStage(Console console, DemoCommands commands, Path folder) {
    this.console = console;
    this.commands = commands;
    this.folder = folder;
    commands.launcher().ifPresent(file -> command("alias asset-ota=" + file));
    command("cd " + folder);
  }

  /**
   * Returns the part's folder, in which its commands run.
   *
   * @return an absolute path
   */
  public Path folder() {
    return folder;
  }

  /**
   * Finds a sample's folder.
   *
   * @param sample its name
   * @return the folder
   */
  public Path sample(String sample) {
    return commands.samples().resolve(sample);
  }

  /**
   * Finds a sample's program.
   *
   * @param sample its name
   * @return its jar
   * @throws IOException if it is not built
   */
  public Path jarOf(String sample) throws IOException {
    return commands.jarOf(sample);
  }

  /**
   * Prints what comes next.
   *
   * @param sentence for example {@code The same again, with one changed asset.}
   */
  public void say(String sentence) {
    console.line("");
    console.line(console.style(Style.STRONG, sentence));
  }

  /**
   * Runs the command asset-ota.
   *
   * @param arguments its arguments
   * @throws IOException if it fails
   */
  public void assetOta(String... arguments) throws IOException {
    try (RunningCommand running = startAssetOta(arguments)) {
      running.awaitSuccess();
    }
    endOfOutput();
  }

  /**
   * Starts the command asset-ota, and doesn't wait for its end.
   *
   * @param arguments its arguments
   * @return the process, which the caller closes
   * @throws IOException if it can't be started
   */
  public RunningCommand startAssetOta(String... arguments) throws IOException {
    command("asset-ota " + String.join(" ", arguments));
    return commands.assetOta(folder, List.of(arguments), this::output);
  }

  /**
   * Runs a program.
   *
   * @param jar its jar
   * @param arguments its arguments
   * @throws IOException if it fails
   */
  public void java(Path jar, String... arguments) throws IOException {
    try (RunningCommand running = startJava(jar, arguments)) {
      running.awaitSuccess();
    }
    endOfOutput();
  }

  /**
   * Starts a program, and doesn't wait for its end.
   *
   * @param jar its jar
   * @param arguments its arguments
   * @return the process, which the caller closes
   * @throws IOException if it can't be started
   */
  public RunningCommand startJava(Path jar, String... arguments) throws IOException {
    command("java -jar " + jar + " " + String.join(" ", arguments));
    return commands.java(folder, jar, List.of(arguments), this::output);
  }

  /**
   * Bundles a sample with its assets, and flashes it onto the part's device.
   *
   * @param sample its name
   * @throws IOException if a command fails
   */
  public void installSample(String sample) throws IOException {
    String project = sample(sample).resolve("project.properties").toString();
    assetOta(
        "wrap",
        jarOf(sample).toString(),
        "--platform",
        "linux",
        "--app-version",
        "1",
        "-o",
        "app.bin");
    assetOta("bundle", "app.bin", "--assets", project, "--save-to", "release.zip");
    assetOta("flash", "release.zip", "--home", "device");
  }

  /**
   * Copies the assets of a sample into the part's folder, to be changed there.
   *
   * @param sample its name
   * @return the folder of the copies
   * @throws IOException if they can't be copied
   */
  public Path copyAssets(String sample) throws IOException {
    Path assets = sample(sample).resolve("assets");
    command("cp -r " + assets + " .");
    Path copy = Files.createDirectory(folder.resolve("assets"));
    try (Stream<Path> files = Files.list(assets)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    return copy;
  }

  /**
   * Shows the command for what the part does itself.
   *
   * @param line the command
   */
  public void command(String line) {
    console.line(console.style(Style.COMMAND, Printable.line("$ " + line)));
  }

  /**
   * Ends the demo if a result is wrong.
   *
   * @param fact what should be true
   * @param otherwise the message if it is not
   * @throws AssetException if it is not
   */
  public void require(boolean fact, String otherwise) throws AssetException {
    if (!fact) {
      throw new AssetException("the demo failed: " + otherwise);
    }
  }

  /** Prints a line, and skips the rest of a long hex dump. */
  private void output(String line) {
    boolean isDump = line.matches(dumped == 0 ? "[0-9a-f]{16,}" : "[0-9a-f]+");
    if (isDump && ++dumped > DUMP_LINES) {
      return;
    }
    if (!isDump) {
      endOfOutput();
    }
    print(line);
  }

  private void endOfOutput() {
    if (dumped > DUMP_LINES) {
      print("... (" + (dumped - DUMP_LINES) + " more lines)");
    }
    dumped = 0;
  }

  private void print(String line) {
    console.line("    " + Printable.line(line));
  }
}
