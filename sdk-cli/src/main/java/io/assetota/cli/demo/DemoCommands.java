package io.assetota.cli.demo;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands as a user would: each in a process of its own, in the part's folder.
 *
 * @param samples the folder of the samples
 * @param assetOta how the command asset-ota is started
 */
public record DemoCommands(Path samples, List<String> assetOta) {
  /** Set by the launcher to its own path. */
  private static final String LAUNCHER = "asset-ota.launcher";

  /** Set by the launcher to where the samples are, in a checkout or an installation. */
  private static final String SAMPLES = "asset-ota.samples";

  /** Copies the list. */
  public DemoCommands {
    assetOta = List.copyOf(assetOta);
  }

  /**
   * Returns commands that start in the same way as this process.
   *
   * @param main the main class, if it was not the launcher
   * @return commands that are started in the same way
   * @throws AssetException if the samples are not found
   */
  public static DemoCommands ofProcess(Class<?> main) throws AssetException {
    @Nullable String launcher = System.getProperty(LAUNCHER);
    @Nullable String samples = System.getProperty(SAMPLES);
    if (launcher != null && samples != null) {
      return new DemoCommands(Path.of(samples), List.of(launcher));
    }
    // Started with 'java -jar' or by a test: the samples are in a folder above.
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("samples"))) {
      folder =
          Optional.ofNullable(folder.getParent())
              .orElseThrow(
                  () ->
                      new AssetException(
                          "the demo needs the samples: run ./asset-ota demo in the checkout"));
    }
    return new DemoCommands(
        folder.resolve("samples"),
        List.of(java(), "-cp", System.getProperty("java.class.path"), main.getName()));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Returns the launcher, if there is one.
   *
   * @return its file
   */
  Optional<String> launcher() {
    return assetOta.size() == 1 ? Optional.of(assetOta.get(0)) : Optional.empty();
  }

  /**
   * Finds the jar of a sample.
   *
   * @param sample the sample's folder below samples/
   * @return its jar
   * @throws IOException if it is not built
   */
  public Path jarOf(String sample) throws IOException {
    Path target = samples.resolve(sample).resolve("target");
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        Optional<Path> jar =
            files
                .filter(
                    f -> f.getFileName().toString().matches(sample + "-[0-9.]+(-SNAPSHOT)?\\.jar"))
                .findFirst();
        if (jar.isPresent()) {
          return jar.get();
        }
      }
    }
    throw new AssetException("sample " + sample + " is not built: build it with mvn package");
  }

  /** Starts the command asset-ota. */
  RunningCommand assetOta(Path folder, List<String> arguments, Consumer<String> output)
      throws IOException {
    return start(folder, assetOta, arguments, output);
  }

  /** Starts a jar. */
  RunningCommand java(Path folder, Path jar, List<String> arguments, Consumer<String> output)
      throws IOException {
    return start(folder, List.of(java(), "-jar", jar.toString()), arguments, output);
  }

  private static RunningCommand start(
      Path folder, List<String> program, List<String> arguments, Consumer<String> output)
      throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    return RunningCommand.start(folder, command, output);
  }
}
