package io.assetota.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A Maven repository with what was just built, as it would be published: the poms for users, and
 * the jars. Its settings take nothing of the user's but the files that were fetched before.
 */
final class StagingRepository {
  private static final String SETTINGS =
      """
      <settings>
        <localRepository>%1$s/local</localRepository>
        <profiles>
          <profile>
            <id>staging</id>
            <repositories>
              <repository>
                <id>staging</id>
                <url>file://%1$s/staging</url>
              </repository>
              <repository>
                <id>fetched-before</id>
                <url>file://%2$s</url>
                <snapshots><enabled>false</enabled></snapshots>
              </repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository>
                <id>staging</id>
                <url>file://%1$s/staging</url>
              </pluginRepository>
              <pluginRepository>
                <id>fetched-before</id>
                <url>file://%2$s</url>
                <snapshots><enabled>false</enabled></snapshots>
              </pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles>
          <activeProfile>staging</activeProfile>
        </activeProfiles>
      </settings>
      """;

  private final Path folder;

  private StagingRepository(Path folder) {
    this.folder = folder;
  }

  static StagingRepository in(Path folder) throws Exception {
    StagingRepository repository = new StagingRepository(folder);
    for (Map.Entry<String, Pom> module : Checkout.published().entrySet()) {
      repository.add(module.getKey(), module.getValue());
    }
    Files.writeString(
        repository.settings(), SETTINGS.formatted(folder, System.getProperty("maven.local")));
    return repository;
  }

  private void add(String name, Pom module) throws Exception {
    String version = Checkout.version();
    Path to =
        Files.createDirectories(
            folder.resolve("staging/io/assetota").resolve(name).resolve(version));
    String file = name + "-" + version;
    add(module.folder().resolve(".flattened-pom.xml"), to.resolve(file + ".pom"));
    if (!module.text("packaging").equals(Optional.of("pom"))) {
      add(module.folder().resolve("target/" + file + ".jar"), to.resolve(file + ".jar"));
    }
  }

  private static void add(Path file, Path to) throws Exception {
    byte[] content = Files.readAllBytes(file);
    Files.write(to, content);
    Files.writeString(
        Path.of(to + ".sha1"),
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content)));
  }

  /** The settings of Maven that make it use this repository. */
  Path settings() throws IOException {
    return folder.resolve("settings.xml");
  }
}
