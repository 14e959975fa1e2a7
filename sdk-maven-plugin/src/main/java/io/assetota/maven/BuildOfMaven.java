package io.assetota.maven;

import io.assetota.core.model.AssetException;
import io.assetota.maven.layout.Library;
import io.assetota.maven.layout.ProjectBuild;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Reads from Maven what it has built.
 *
 * @param project the project that is bundled
 * @param projects all projects of this build
 */
record BuildOfMaven(MavenProject project, List<MavenProject> projects) {
  private static final String TIMESTAMP = "project.build.outputTimestamp";

  /** The first day that a zip can have in every time zone. */
  private static final LocalDateTime FIRST = LocalDateTime.of(1980, 2, 1, 0, 0);

  /**
   * Describes the build.
   *
   * @param name what the application is called
   * @param mainClass the main class, if the user names one
   * @param withLibraries whether to look at the runtime dependencies
   */
  ProjectBuild describe(String name, Optional<String> mainClass, boolean withLibraries)
      throws AssetException {
    return new ProjectBuild(
        name,
        file(project.getArtifact().getFile()),
        project.getAttachedArtifacts().stream()
            .filter(a -> "jar".equals(a.getType()) && a.getFile() != null)
            .map(a -> a.getFile().toPath())
            .toList(),
        withLibraries ? libraries() : List.of(),
        Path.of(project.getBuild().getDirectory()),
        project.getBuild().getPluginsAsMap().keySet(),
        mainClass,
        entryTime());
  }

  private static Optional<Path> file(@Nullable File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }

  private List<Library> libraries() throws AssetException {
    List<Library> libraries = new ArrayList<>();
    for (Artifact artifact : project.getArtifacts()) {
      if (!artifact.getArtifactHandler().isAddedToClasspath() || !isForRuntime(artifact)) {
        continue;
      }
      Path file = file(artifact.getFile()).orElseThrow(() -> notFound(artifact));
      if (!Files.isRegularFile(file)) {
        throw new AssetException(
            file + " of " + artifact.getId() + " is no jar: run the phase package (mvn package)");
      }
      libraries.add(
          new Library(artifact.getGroupId(), fileName(artifact), file, isBuilt(artifact)));
    }
    return libraries;
  }

  private static AssetException notFound(Artifact artifact) {
    return new AssetException(artifact.getId() + " has no file: it was not resolved");
  }

  private static boolean isForRuntime(Artifact artifact) {
    return Artifact.SCOPE_COMPILE.equals(artifact.getScope())
        || Artifact.SCOPE_RUNTIME.equals(artifact.getScope());
  }

  private static String fileName(Artifact artifact) {
    return artifact.getArtifactId()
        + "-"
        + artifact.getBaseVersion()
        + (artifact.hasClassifier() ? "-" + artifact.getClassifier() : "")
        + "."
        + artifact.getArtifactHandler().getExtension();
  }

  private boolean isBuilt(Artifact artifact) {
    return projects.stream()
        .anyMatch(
            p ->
                p.getGroupId().equals(artifact.getGroupId())
                    && p.getArtifactId().equals(artifact.getArtifactId())
                    && p.getVersion().equals(artifact.getBaseVersion()));
  }

  /** Returns the time for entries of jars: Maven's own setting for reproducible builds, or none. */
  private LocalDateTime entryTime() throws AssetException {
    String text = project.getProperties().getProperty(TIMESTAMP, "").strip();
    if (text.length() < 2) { // a single character switches it off
      return FIRST;
    }
    try {
      Instant time =
          text.chars().allMatch(Character::isDigit)
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : OffsetDateTime.parse(text).toInstant();
      LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
      return local.isBefore(FIRST) ? FIRST : local;
    } catch (DateTimeException | NumberFormatException e) {
      throw new AssetException(TIMESTAMP + " is no time: " + text, e);
    }
  }
}
