package io.assetota.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The programs of this machine. */
final class Tools {
  private Tools() {}

  /** Skips the test if a program is missing; in CI, it fails. */
  static void require(String... names) {
    for (String name : names) {
      if ("true".equals(System.getenv("CI"))) {
        assertThat(isThere(name)).as(name).isTrue();
      }
      assumeTrue(isThere(name), "there is no " + name);
    }
  }

  private static boolean isThere(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
