package io.assetota.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packs once more, in a copy of the checkout with another name and other times, and gets the same
 * bytes. The classes are those that were compiled before.
 */
@Tag("long")
class ReproducibleIT {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void theSameSourcesGiveTheSameArchivesPackagesAndLists() throws Exception {
    Distribution.requirePackages();
    Tools.require("mvn", "sh", "tar");
    Path copy = Files.createDirectory(folder.resolve("another checkout"));
    Ran.in(
            CHECKOUT,
            List.of(
                "sh",
                "-c",
                "tar cf - --exclude=./.git --exclude=./dist/target --exclude='./dist/*/target'"
                    + " --exclude='*.jar' --exclude='*-reports' . | tar xmf - -C \"$1\"",
                "copy",
                copy.toString()))
        .succeeds();

    Ran.in(
            copy,
            List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "package",
                "-Ppackages",
                "-pl",
                "dist/asset-ota,dist/asset-ota-device",
                "-am",
                "-Dmaven.repo.local=" + System.getProperty("maven.local"),
                "-Dmaven.main.skip=true",
                "-Dmaven.test.skip=true",
                "-Dmaven.javadoc.skip=true",
                "-Dmaven.source.skip=true",
                "-Dinvoker.skip=true",
                "-Dspotless.check.skip=true",
                "-Dmdep.analyze.skip=true",
                "-Denforcer.skip=true"),
            Map.of("JAVA_HOME", System.getProperty("java.home"), "TZ", "Pacific/Auckland"))
        .succeeds();

    Map<String, byte[]> first = made(Distribution.OUTPUT);
    Map<String, byte[]> second = made(copy.resolve("dist/target"));
    assertThat(second).containsOnlyKeys(first.keySet());
    assertThat(first).hasSizeGreaterThanOrEqualTo(4);
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
  }

  private static Map<String, byte[]> made(Path output) throws IOException {
    Map<String, byte[]> made = new TreeMap<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("asset-ota")) { // what checks sources leaves an index here
          made.put(name, Files.readAllBytes(file));
        }
      }
    }
    return made;
  }
}
