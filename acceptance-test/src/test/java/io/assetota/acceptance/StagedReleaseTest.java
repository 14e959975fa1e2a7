package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The folder that {@code mvn -Prelease deploy} has made, which {@code -Dstaging} names: all that
 * Maven Central asks for is there, and true.
 */
@EnabledIfSystemProperty(named = "staging", matches = ".+")
class StagedReleaseTest {
  private static final Map<String, String> CHECKSUMS = Map.of("md5", "MD5", "sha1", "SHA-1");

  private static Path modules() {
    return Path.of(System.getProperty("staging"), Checkout.GROUP.split("\\.", -1));
  }

  static Stream<Pom> published() throws Exception {
    return Checkout.published().values().stream();
  }

  @Test
  void eachPublishedModuleIsStagedAndNoOther() throws Exception {
    try (Stream<Path> staged = Files.list(modules())) {
      assertThat(staged.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Checkout.published().keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void isComplete(Pom module) throws Exception {
    Path folder =
        modules()
            .resolve(module.text("artifactId").orElseThrow())
            .resolve(module.text("version").or(() -> module.text("parent/version")).orElseThrow());
    Path pom = only(folder, ".pom");
    PublishedPom.require(Pom.read(pom));

    List<Path> artifacts = new ArrayList<>(List.of(pom));
    if (!module.text("packaging").equals(Optional.of("pom"))) {
      String name = pom.getFileName().toString().replaceFirst("\\.pom$", "");
      artifacts.add(folder.resolve(name + ".jar"));
      artifacts.add(folder.resolve(name + "-sources.jar"));
      artifacts.add(folder.resolve(name + "-javadoc.jar"));
    }
    for (Path artifact : artifacts) {
      if (artifact.toString().endsWith(".jar")) {
        requireContent(artifact);
      }
      requireSigned(artifact);
      requireChecksums(artifact);
    }
  }

  private static Path only(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(end)).toList();
      assertThat(found).as("in %s", folder).hasSize(1);
      return found.get(0);
    }
  }

  private static void requireContent(Path jar) throws IOException {
    String expected =
        jar.toString().endsWith("-sources.jar")
            ? ".java"
            : jar.toString().endsWith("-javadoc.jar") ? "" : ".class";
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertThat(zip.stream().filter(entry -> !entry.getName().startsWith("META-INF/")))
          .as(jar.toString())
          .anyMatch(entry -> !entry.isDirectory() && entry.getName().endsWith(expected));
    }
  }

  private static void requireSigned(Path artifact) throws Exception {
    Ran.in(
            artifact.getParent(),
            List.of("gpg", "--batch", "--verify", artifact + ".asc", artifact.toString()))
        .succeeds();
  }

  private static void requireChecksums(Path artifact) throws Exception {
    for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
      byte[] hash =
          MessageDigest.getInstance(checksum.getValue()).digest(Files.readAllBytes(artifact));
      assertThat(Files.readString(Path.of(artifact + "." + checksum.getKey())).strip())
          .as(artifact.toString())
          .isEqualTo(HexFormat.of().formatHex(hash));
    }
  }
}
