package io.assetota.maven;

import io.assetota.bundle.CommandWords;
import io.assetota.bundle.ProjectProperties;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a bundle is made of: as the pom configures it, then as project.properties says, then as
 * usual.
 *
 * @param base the folder of the project
 * @param file project.properties, if there is one
 * @param values by the keys of {@link ProjectProperties}
 */
record BundleSettings(Path base, Optional<ProjectProperties> file, Map<String, String> values) {
  private static final String USUAL_ASSETS = "src/main/assets";

  /** A value may go over several lines of a pom. */
  private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

  /** Copies the map. */
  BundleSettings {
    values = Map.copyOf(values);
  }

  /**
   * Reads project.properties, and merges it with what the pom has.
   *
   * @param base the folder of the project
   * @param properties where project.properties is; it may be missing
   * @param configured what the pom configures; empty texts don't count
   * @param projectVersion the version that counts if no other is set
   */
  static BundleSettings read(
      Path base, Path properties, Map<String, String> configured, String projectVersion)
      throws IOException {
    Optional<ProjectProperties> file =
        Files.exists(properties)
            ? Optional.of(ProjectProperties.read(properties))
            : Optional.empty();
    Map<String, String> values = new HashMap<>();
    values.put(ProjectProperties.VERSION, projectVersion);
    file.ifPresent(f -> f.values().forEach((key, value) -> putIfSet(values, key, value)));
    configured.forEach((key, value) -> putIfSet(values, key, value));
    return new BundleSettings(base, file, values);
  }

  private static void putIfSet(Map<String, String> values, String key, String value) {
    if (!value.isBlank()) {
      values.put(key, LINE_END.matcher(value.strip()).replaceAll(" "));
    }
  }

  /**
   * Returns an application that is not for us to put together.
   *
   * @param configured what the pom names
   * @param folder where this plugin puts applications; if project.properties names it, that is the
   *     same
   */
  Optional<Path> application(Optional<Path> configured, Path folder) throws AssetException {
    if (configured.isPresent()) {
      return configured;
    }
    Optional<Path> named = file.isPresent() ? file.get().application() : Optional.empty();
    return named.filter(path -> !absolute(path).equals(absolute(folder)));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Returns the folder of the assets, if there are any. */
  Optional<Path> assets(Optional<Path> configured) throws AssetException {
    Optional<Path> named = configured;
    if (named.isEmpty() && file.isPresent()) {
      named = file.get().assetOtaDir();
    }
    if (named.isPresent() && !Files.isDirectory(named.get())) {
      throw new AssetException(
          "the folder of the assets is missing: "
              + named.get()
              + (configured.isPresent()
                  ? " (<assetOtaDir>)"
                  : " (assetOtaDir in project.properties)"));
    }
    return named.or(() -> Optional.of(base.resolve(USUAL_ASSETS)).filter(Files::isDirectory));
  }

  /** Returns the file of the variables, if there is one. */
  Optional<Path> variables(Optional<Path> configured) throws AssetException {
    return configured.isEmpty() && file.isPresent() ? file.get().env() : configured;
  }

  private boolean hasCommand() {
    return values.containsKey(ProjectProperties.COMMAND);
  }

  /**
   * Sets the command of an application that was laid out, unless the user has given one.
   *
   * @param command starts it
   * @param jvm options for Java, to be put behind the program
   * @param arguments to be put at the end
   */
  BundleSettings startingBy(List<String> command, Optional<String> jvm, Optional<String> arguments)
      throws AssetException {
    if (hasCommand()) {
      requireNone(jvm, arguments);
      return this;
    }
    List<String> words = new ArrayList<>(command);
    words.addAll(1, words("jvmArguments", jvm));
    words.addAll(words("arguments", arguments));
    Map<String, String> started = new HashMap<>(values);
    started.put(ProjectProperties.COMMAND, CommandWords.line(words));
    return new BundleSettings(base, file, started);
  }

  /** Refuses what only goes with a command that we make. */
  void requireNone(Optional<String> jvm, Optional<String> arguments) throws AssetException {
    if (jvm.isPresent() || arguments.isPresent()) {
      throw new AssetException(
          "<jvmArguments> and <arguments> go with a command that this plugin makes: put them into"
              + " <command>");
    }
  }

  private static List<String> words(String key, Optional<String> line) throws AssetException {
    try {
      return CommandWords.parse(LINE_END.matcher(line.orElse("")).replaceAll(" "));
    } catch (IllegalArgumentException e) {
      throw new AssetException("<" + key + "> " + e.getMessage(), e);
    }
  }
}
