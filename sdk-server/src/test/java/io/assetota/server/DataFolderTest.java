package io.assetota.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.server.store.Database;
import io.assetota.server.store.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server finds in the folder that it is given, and what it does not take for its own. */
class DataFolderTest {
  @TempDir Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private UpdateServer start() throws IOException {
    return TestServer.builder(data()).start();
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            AssetHash.ofContent(Files.readAllBytes(file)).toString());
      }
    }
    return contents;
  }

  private void assertRefusedAndUnchanged(String... why) throws IOException {
    Map<String, String> before = contents(data());
    assertThatThrownBy(this::start)
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("Nothing was changed")
        .hasMessageContainingAll(why);
    assertThat(contents(data())).isEqualTo(before);
  }

  /** Publishes some, and returns their ids by name and version. */
  private List<PublishedRelease> publishSome() throws IOException {
    try (UpdateServer server = start()) {
      List<PublishedRelease> releases =
          List.of(
              server.publish(TestBundles.small(folder, 1)),
              server.publish(TestBundles.small(folder, 2)),
              server.publish(TestBundles.small(folder, 3)));
      for (PublishedRelease release : releases) {
        Files.setLastModifiedTime(
            bundle(release), FileTime.from(Instant.ofEpochSecond(1_000_000 + release.id())));
      }
      return releases;
    }
  }

  private Path bundle(PublishedRelease release) {
    return data().resolve("bundles").resolve(release.sha256() + ".zip");
  }

  @Test
  void aFolderOfSomethingElseIsRefused() throws IOException {
    Files.createDirectories(data().resolve("bundles"));
    Files.writeString(data().resolve("thesis.odt"), "the only copy");
    assertRefusedAndUnchanged("thesis.odt", "Name a new or an empty folder");
  }

  @Test
  void filesInIncomingThatAreNotOursAreNoServersFolder() throws IOException {
    Files.createDirectories(data().resolve("incoming"));
    Files.writeString(data().resolve("incoming/mail.mbox"), "the only copy");
    assertRefusedAndUnchanged("incoming");
  }

  @Test
  void bundlesWhoseDatabaseIsMissingStay() throws IOException {
    publishSome();
    Files.delete(data().resolve("server.db"));
    assertRefusedAndUnchanged("server.db is missing or empty", "--restore");
  }

  @Test
  void bundlesWhoseDatabaseIsEmptyStay() throws IOException {
    publishSome();
    Files.write(data().resolve("server.db"), new byte[0]);
    assertRefusedAndUnchanged("server.db is missing or empty", "--restore");
  }

  @Test
  void bundlesWhoseDatabaseHasNoTablesStay() throws IOException {
    publishSome();
    Path database = data().resolve("server.db");
    Files.delete(database);
    Path other = folder.resolve("other");
    Faults crash = new Faults(Faults.Kind.POWER_CUT, 5);
    assertThatThrownBy(() -> Database.open(other, Opening.USUAL, crash.connector()))
        .isInstanceOf(Faults.PowerCut.class);
    assertThat(other.resolve("server.db")).exists();
    Files.copy(other.resolve("server.db"), database);
    assertThatThrownBy(this::start).hasMessageContaining("server.db is missing or empty");
    assertThat(data().resolve("bundles").toFile().list()).hasSize(3);
  }

  @Test
  void aFormerDatabaseIsToldAndNotIgnored() throws IOException {
    Files.createDirectories(data().resolve("bundles"));
    Files.writeString(data().resolve("server.mv.db"), "H:2,block:9");
    assertRefusedAndUnchanged("server.mv.db", "former", "--restore");
  }

  @Test
  void aDamagedDatabaseIsTold() throws IOException {
    publishSome();
    Files.writeString(data().resolve("server.db"), "no database ".repeat(1000));
    assertThatThrownBy(this::start)
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll("can't be opened", "not a database", "--restore");
    assertThat(data().resolve("bundles").toFile().list()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "lost+found/"})
  void whatIsInAFolderThatNobodyUsesIsNothing(String name) throws IOException {
    Files.createDirectories(data());
    Path file = data().resolve(name);
    if (name.endsWith("/")) {
      Files.createDirectory(file);
    } else {
      Files.createFile(file);
    }
    try (UpdateServer server = start()) {
      assertThat(server.url()).isNotNull();
    }
  }

  @Test
  void filesOfOthersStayWhereTheyAre() throws IOException {
    PublishedRelease release = publishSome().get(0);
    List<Path> others =
        List.of(
            data().resolve("bundles/notes.txt"),
            data().resolve("bundles/" + "0".repeat(64) + ".zip"),
            data().resolve("incoming/copy of release.zip"),
            data().resolve("notes.txt"));
    for (Path file : others) {
      Files.writeString(file, "somebody's");
    }
    try (TestServer server = TestServer.start(data())) {
      assertThat(others).allSatisfy(file -> assertThat(file).hasContent("somebody's"));
      assertThat(
              server
                  .send(server.operator("/api/v1/releases/" + release.id()).DELETE())
                  .statusCode())
          .isEqualTo(204);
      assertThat(bundle(release)).doesNotExist();
    }
    try (UpdateServer server = start()) {
      assertThat(server.restoredReleases()).isEmpty();
      assertThat(others).allSatisfy(file -> assertThat(file).hasContent("somebody's"));
    }
  }

  @Test
  void releasesComeBackFromTheirBundles() throws IOException {
    List<PublishedRelease> releases = publishSome();
    Files.delete(data().resolve("server.db"));
    Path damaged = data().resolve("bundles/" + "0".repeat(64) + ".zip");
    Files.copy(bundle(releases.get(0)), damaged);
    try (UpdateServer server = TestServer.builder(data()).restoreReleases().start()) {
      assertThat(server.restoredReleases()).isEqualTo(releases);
      server.createDevice("gw");
      server.assign(releases.get(2), "gw");
    }
    assertThat(damaged).exists();
    // Once more there is nothing to do, and without it nothing is amiss.
    try (UpdateServer server = TestServer.builder(data()).restoreReleases().start()) {
      assertThat(server.restoredReleases()).isEmpty();
    }
    try (UpdateServer server = start()) {
      assertThat(server.publish(TestBundles.small(folder, 2))).isEqualTo(releases.get(1));
    }
  }

  @Test
  void whereNoBundlesAreNothingIsRestored() throws IOException {
    Files.createDirectories(data());
    assertThatThrownBy(() -> TestServer.builder(data()).restoreReleases().start())
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("no bundles to restore");
    assertThat(data()).isEmptyDirectory();
  }

  @Test
  void aReleaseWhoseFileIsGoneIsNotGivenToDevicesAndComesBackByUpload() throws IOException {
    PublishedRelease release = publishSome().get(0);
    Files.delete(bundle(release));
    try (UpdateServer server = start()) {
      server.createDevice("gw");
      assertThatThrownBy(() -> server.assign(release, "gw"))
          .hasMessageContainingAll("bundle", "is missing: upload it again");
      assertThat(server.publish(TestBundles.small(folder, 1))).isEqualTo(release);
      assertThat(bundle(release)).exists();
      server.assign(release, "gw");
    }
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    Files.createDirectories(data());
    Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
    try (TestServer server = TestServer.start(data());
        Stream<Path> files = Files.walk(data())) {
      server.server.publish(TestBundles.small(folder, 1));
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "server.db"})
  void aLinkInPlaceOfAFileIsNotFollowed(String name) throws IOException {
    Files.createDirectories(data());
    Path target = folder.resolve("target");
    Files.createSymbolicLink(data().resolve(name), target);
    assertThatThrownBy(this::start)
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("symbolic link");
    assertThat(target).doesNotExist();
  }
}
