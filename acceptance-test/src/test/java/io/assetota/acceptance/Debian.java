package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Packages on a {@link CleanMachine}: only local ones, as it has no list of others. */
final class Debian {
  private static final String JAVA =
      """
      Package: java-of-the-test
      Version: 1
      Architecture: all
      Maintainer: The test <test@asset-ota.example>
      Provides: default-jre-headless (= 2:1.17), java17-runtime-headless
      Description: stands for Debian's Java
      """;

  private Debian() {}

  private static List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.TOP.resolve("dist/target"))) {
      return files.filter(file -> file.toString().endsWith(".deb")).toList();
    }
  }

  /** Tells whether the packages were made, by the profile that does. */
  static boolean isBuilt() throws IOException {
    return packages().size() == 3;
  }

  /** Copies what was just built. */
  static void copyPackages(Path folder) throws IOException {
    for (Path file : packages()) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
  }

  static void install(CleanMachine machine, String name) throws Exception {
    Ran ran =
        machine.run(
            "sh", "-c", "exec apt-get install -y " + CleanMachine.SHARED + "/" + name + "_*.deb");
    assertThat(ran.succeeds().output()).doesNotContain("dpkg: warning", "Failed");
  }

  /** Settings and data stay. */
  static void remove(CleanMachine machine, String name) throws Exception {
    machine.run("apt-get", "remove", "-y", name).succeeds();
    assertThat(machine.run("sh", "-c", "command -v asset-ota").exitCode()).isNotZero();
  }

  static void purge(CleanMachine machine, String name) throws Exception {
    Ran ran = machine.run("dpkg", "--purge", name);
    assertThat(ran.succeeds().output()).doesNotContain("warning");
  }

  /** Lends the machine the JDK of this test. */
  static void lendJava(CleanMachine machine, Path folder) throws Exception {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    machine.share(home);
    Path settings = home.resolve("conf/security/java.security").toRealPath().getParent();
    if (!settings.startsWith(home)) { // Debian has them below /etc
      machine.share(settings.getParent());
    }
    Path stage = folder.resolve("java-of-the-test");
    Files.createDirectories(stage.resolve("DEBIAN"));
    Files.writeString(stage.resolve("DEBIAN/control"), JAVA);
    Path bin = Files.createDirectories(stage.resolve("usr/bin"));
    for (String command : List.of("java", "javac", "jar")) {
      Files.createSymbolicLink(bin.resolve(command), home.resolve("bin").resolve(command));
    }
    Path file = folder.resolve("java-of-the-test.deb");
    Ran.in(folder, List.of("dpkg-deb", "--build", stage.toString(), file.toString())).succeeds();
    machine.run("dpkg", "-i", CleanMachine.SHARED + "/java-of-the-test.deb").succeeds();
  }
}
