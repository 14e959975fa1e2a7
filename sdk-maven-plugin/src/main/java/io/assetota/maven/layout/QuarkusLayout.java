package io.assetota.maven.layout;

import io.assetota.core.application.StartCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fast-jar of Quarkus, which is a folder of its own: {@code target/quarkus-app}.
 *
 * @param build what was built
 * @param folder the folder
 */
record QuarkusLayout(ProjectBuild build, Path folder) implements ApplicationLayout {
  /** The plugin is released for the platform, and by itself. */
  static final Set<String> PLUGINS =
      Set.of("io.quarkus.platform:quarkus-maven-plugin", "io.quarkus:quarkus-maven-plugin");

  private static final String START = "quarkus-run.jar";

  /** What comes from repositories; all other jars are made by the build. */
  private static final String LIB = "lib/";

  static Path folderIn(ProjectBuild build) {
    return build.outputFolder().resolve("quarkus-app");
  }

  static boolean isBuilt(Path folder) {
    return Files.isRegularFile(folder.resolve(START));
  }

  @Override
  public String title() {
    return "a fast-jar of Quarkus";
  }

  @Override
  public List<String> writeTo(ApplicationFolder to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      if (path.endsWith(".jar") && !path.startsWith(LIB)) {
        to.copyBuilt(file, path);
      } else {
        to.copy(file, path);
      }
    }
    return StartCommand.ofJar(START).command();
  }
}
