package io.assetota.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An application that a shell runs, so that it needs no compiler. */
final class Releases {
  private Releases() {}

  /** Writes the project, bundles it, and returns the bundle's name. */
  static String writeProject(Path folder, Distribution distribution)
      throws IOException, InterruptedException {
    Path project = Files.createDirectory(folder.resolve("project"));
    Files.createDirectory(project.resolve("assets"));
    Files.writeString(project.resolve("assets/greeting.txt"), "Hello");
    Files.createDirectory(project.resolve("application"));
    Files.writeString(
        project.resolve("application/start.sh"), "echo Hello from release 1; exec sleep 1000\n");
    Files.writeString(
        project.resolve("project.properties"),
        """
        name=Greeter
        version=1
        application=application
        command=sh start.sh
        assetOtaDir=assets
        """);
    distribution.assetOta("bundle", "project", "--save-to", "release.zip").succeeds();
    return "release.zip";
  }
}
