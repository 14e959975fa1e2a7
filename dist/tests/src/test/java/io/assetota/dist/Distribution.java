package io.assetota.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.testing.Ran;
import io.assetota.testing.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An archive, unpacked by a user who is not root, and used by the same one. */
final class Distribution {
  static final String FULL = "asset-ota";
  static final String DEVICE = "asset-ota-device";

  static final Path OUTPUT = Path.of(System.getProperty("dist.output")).normalize();
  private static final String VERSION = System.getProperty("asset-ota.version");

  private final Path folder;
  private final Path root;

  private Distribution(Path folder, Path root) {
    this.folder = folder;
    this.root = root;
  }

  static Path archive(String name) {
    return OUTPUT.resolve(name + "-" + VERSION + ".tar.gz");
  }

  static Path components(String name) {
    return OUTPUT.resolve(name + "-" + VERSION + ".cdx.json");
  }

  /** Skips what takes long for everybody who builds without the profile of this name. */
  static void requirePackages() {
    assumeTrue(Boolean.getBoolean("packages.made"), "only with -Ppackages");
  }

  /** The packages are only made with the profile of this name. */
  static Optional<Path> debianPackage(String name) throws IOException {
    try (Stream<Path> files = Files.list(OUTPUT)) {
      return files
          .filter(f -> f.getFileName().toString().matches(name + "_[^_]+_[^_]+\\.deb"))
          .findFirst();
    }
  }

  /** Unpacks an archive into a folder. */
  static Distribution unpacked(String name, Path folder) throws IOException, InterruptedException {
    Tools.require("sh", "tar");
    openToAll(folder);
    Path root = folder.resolve(name + "-" + VERSION);
    Distribution distribution = new Distribution(folder, root);
    distribution.run("tar", "xzf", archive(name).toString()).succeeds();
    return distribution;
  }

  /** A test's own folder is for its user only. */
  private static void openToAll(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  Path root() {
    return root;
  }

  /** Runs the command asset-ota. */
  Ran assetOta(String... arguments) throws IOException, InterruptedException {
    return run(
        Stream.concat(Stream.of(launcher().toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  Path launcher() {
    return root.resolve("bin/asset-ota");
  }

  /** Runs any command as the user who has unpacked it, and with the Java of this test. */
  Ran run(String... words) throws IOException, InterruptedException {
    return Ran.in(folder, command(words), environment());
  }

  /** Starts the command asset-ota. */
  RunningCommand start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  /** Starts the command asset-ota with more in its environment. */
  RunningCommand start(Map<String, String> variables, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(launcher().toString()));
    words.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>(environment());
    environment.putAll(variables);
    return RunningCommand.in(
        folder, folder.resolve("output.txt"), command(words.toArray(String[]::new)), environment);
  }

  private Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"), "HOME", folder.toString(), "LC_ALL", "C");
  }

  /** CI runs as root. */
  private static List<String> command(String... words) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
    }
    command.addAll(List.of(words));
    return command;
  }
}
