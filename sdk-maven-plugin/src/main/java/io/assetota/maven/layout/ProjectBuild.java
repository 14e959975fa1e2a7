package io.assetota.maven.layout;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Maven has built of a project so far.
 *
 * @param name the name of the application
 * @param jar the project's jar; empty if none is built yet
 * @param attached jars that are attached with a classifier
 * @param libraries the runtime dependencies in the order of the class path
 * @param outputFolder the project's build folder, usually {@code target}
 * @param plugins the keys of the build's plugins, {@code group:artifact}
 * @param mainClass the main class, if the user names one
 * @param entryTime the time that entries of jars get that are written anew
 */
public record ProjectBuild(
    String name,
    Optional<Path> jar,
    List<Path> attached,
    List<Library> libraries,
    Path outputFolder,
    Set<String> plugins,
    Optional<String> mainClass,
    LocalDateTime entryTime) {
  /** Copies the lists. */
  public ProjectBuild {
    attached = List.copyOf(attached);
    libraries = List.copyOf(libraries);
    plugins = Set.copyOf(plugins);
  }

  /** Returns whether this build makes a library of this file name. */
  boolean builds(String fileName) {
    return libraries.stream().anyMatch(l -> l.isBuiltHere() && l.fileName().equals(fileName));
  }
}
