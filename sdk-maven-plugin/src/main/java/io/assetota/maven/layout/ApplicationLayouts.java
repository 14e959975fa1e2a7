package io.assetota.maven.layout;

import com.google.common.collect.Sets;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognizes how a project is built, and lays out its application. */
public final class ApplicationLayouts {
  private ApplicationLayouts() {}

  /** A layout that the user asks for. */
  public enum Kind {
    /** Whatever the build has made. */
    AUTO,
    /** The project's jar, and its runtime dependencies in {@code lib}. */
    JAR,
    /** An executable jar of Spring Boot, extracted. */
    SPRING_BOOT,
    /** The folder of a Quarkus fast-jar. */
    QUARKUS;

    /**
     * Finds a kind by what a pom calls it, such as {@code spring-boot}.
     *
     * @throws AssetException if there is none
     */
    public static Kind parse(String text) throws AssetException {
      for (Kind kind : values()) {
        if (kind.text().equals(text.strip().toLowerCase(Locale.ROOT))) {
          return kind;
        }
      }
      throw new AssetException(
          "<layout> must be auto, jar, spring-boot or quarkus, not \"" + text + "\"");
    }

    private String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * An application that was laid out.
   *
   * @param title what it is, for a message
   * @param command what starts it in its folder
   */
  public record LaidOut(String title, List<String> command) {
    /** Copies the list. */
    public LaidOut {
      command = List.copyOf(command);
    }
  }

  /**
   * Lays out the application of a project.
   *
   * @param build what Maven has built
   * @param kind how
   * @param folder where to; what is there goes
   * @throws AssetException if something is missing, with what to do
   * @throws IOException if a file can't be read or written
   */
  public static LaidOut layOut(ProjectBuild build, Kind kind, Path folder) throws IOException {
    ApplicationLayout layout = choose(build, kind);
    List<String> command = layout.writeTo(ApplicationFolder.empty(folder, build.entryTime()));
    return new LaidOut(layout.title(), command);
  }

  private static ApplicationLayout choose(ProjectBuild build, Kind kind) throws IOException {
    return switch (kind) {
      case JAR -> new JarLayout(build, jar(build));
      case QUARKUS -> quarkus(build).orElseThrow(() -> noFastJar(build));
      case SPRING_BOOT -> springBoot(build).orElseThrow(ApplicationLayouts::notRepackaged);
      case AUTO -> recognize(build);
    };
  }

  private static ApplicationLayout recognize(ProjectBuild build) throws IOException {
    // An earlier build may have left the folder, before the plugin was removed.
    if (!Sets.intersection(QuarkusLayout.PLUGINS, build.plugins()).isEmpty()) {
      return quarkus(build).orElseThrow(() -> noFastJar(build));
    }
    Optional<ApplicationLayout> springBoot = springBoot(build);
    if (springBoot.isPresent()) {
      return springBoot.get();
    }
    if (build.plugins().contains(SpringBootLayout.PLUGIN)) {
      throw notRepackaged();
    }
    return new JarLayout(build, jar(build));
  }

  private static Optional<ApplicationLayout> quarkus(ProjectBuild build) {
    Path folder = QuarkusLayout.folderIn(build);
    return QuarkusLayout.isBuilt(folder)
        ? Optional.of(new QuarkusLayout(build, folder))
        : Optional.empty();
  }

  private static Optional<ApplicationLayout> springBoot(ProjectBuild build) throws IOException {
    List<Path> jars = new ArrayList<>();
    build.jar().ifPresent(jars::add);
    jars.addAll(build.attached());
    for (Path jar : jars) {
      if (Files.isRegularFile(jar) && SpringBootLayout.isRepackaged(jar)) {
        return Optional.of(new SpringBootLayout(build, jar));
      }
    }
    return Optional.empty();
  }

  private static Path jar(ProjectBuild build) throws AssetException {
    return build
        .jar()
        .filter(Files::isRegularFile)
        .orElseThrow(
            () ->
                new AssetException(
                    "this build has made no jar: run the goal in the phase package or later (mvn"
                        + " package), with <packaging>jar</packaging>; or name what is to be"
                        + " bundled with <application>"));
  }

  private static AssetException noFastJar(ProjectBuild build) {
    return new AssetException(
        "there is no fast-jar of Quarkus in "
            + QuarkusLayout.folderIn(build)
            + ": declare this plugin after quarkus-maven-plugin, whose goal build must run first;"
            + " for another package type than fast-jar, set <layout>jar</layout> or <application>");
  }

  private static AssetException notRepackaged() {
    return new AssetException(
        "spring-boot-maven-plugin has made no executable jar: declare this plugin after it, and"
            + " have its goal repackage run; or set <layout>jar</layout> if the project needs"
            + " none");
  }
}
