package io.assetota.acceptance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The commands that a user has on the PATH, in a folder that comes first there. */
final class Tools {
  private final Path folder;

  Tools(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Adds one that calls another, with these arguments in front. */
  Tools with(String name, String command) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  /** The environment of what is to find them, with the Java of this test. */
  Map<String, String> environment() {
    String java = System.getProperty("java.home");
    return Map.of(
        "JAVA_HOME",
        java,
        "PATH",
        String.join(File.pathSeparator, folder.toString(), java + "/bin", System.getenv("PATH")));
  }

  /** Where a command is that is on the PATH of this test. */
  static Path find(String name) {
    for (String entry : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(entry, name);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new AssertionError("no " + name + " on the PATH");
  }
}
