package io.assetota.core.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTreeTest {
  @TempDir Path folder;

  private Path file(String path, String content, String mode) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return chmod(file, mode);
  }

  private static Path chmod(Path file, String mode) throws IOException {
    return Files.setPosixFilePermissions(file, FileMode.parse(mode).permissions());
  }

  @Test
  void aFolderIsReadWithModesAndLinksAndEmptyFolders() throws IOException {
    file("app.jar", "jar", "644");
    file("bin/java", "java", "755");
    file("bin/.hidden", "secret", "600");
    Files.createDirectories(folder.resolve("logs"));
    chmod(folder.resolve("logs"), "700");
    chmod(folder.resolve("bin"), "755");
    Files.createSymbolicLink(folder.resolve("java"), Path.of("bin/java"));
    ApplicationTree tree = ApplicationTree.read(folder);
    assertThat(tree.entries())
        .containsExactly(
            Manifests.file("app.jar", "jar"),
            Manifests.folder("bin"),
            new ApplicationEntry.File(
                new ApplicationPath("bin/.hidden"),
                FileMode.parse("600"),
                6,
                AssetHash.ofContent("secret".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
            new ApplicationEntry.File(
                new ApplicationPath("bin/java"),
                FileMode.parse("755"),
                4,
                AssetHash.ofContent("java".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
            Manifests.link("java", "bin/java"),
            new ApplicationEntry.Folder(new ApplicationPath("logs"), FileMode.parse("700")));
    assertThat(tree.locate(tree.entries().get(3))).hasContent("java");
    assertThat(ApplicationManifest.of(Manifests.JAVA, tree.entries()).fileCount()).isEqualTo(3);
  }

  @Test
  void timesAndTheWayToTheFolderDoNotMatter() throws IOException {
    Path app = Files.createDirectory(folder.resolve("app"));
    file("app/a", "1", "644");
    List<ApplicationEntry> first = ApplicationTree.read(app).entries();
    Files.setLastModifiedTime(app.resolve("a"), FileTime.fromMillis(1));
    Path link = Files.createSymbolicLink(folder.resolve("current"), Path.of("app"));
    assertThat(ApplicationTree.read(link).entries()).isEqualTo(first);
  }

  @Test
  void aFileIsAnApplicationOfOneFile() throws IOException {
    Path jar = file("kiosk.jar", "jar", "644");
    ApplicationTree tree = ApplicationTree.read(jar);
    assertThat(tree.entries()).containsExactly(Manifests.file("kiosk.jar", "jar"));
    assertThat(tree.locate(tree.entries().get(0))).isEqualTo(jar);
    Path link = Files.createSymbolicLink(folder.resolve("latest.jar"), Path.of("kiosk.jar"));
    assertThat(ApplicationTree.read(link).entries())
        .containsExactly(Manifests.file("latest.jar", "jar"));
  }

  @Test
  void nothingThereIsToldAsSuch() {
    assertThatThrownBy(() -> ApplicationTree.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none");
  }

  @Test
  void socketsAreRefused() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(() -> ApplicationTree.read(folder))
          .isInstanceOf(AssetException.class)
          .hasMessageStartingWith(socket.toRealPath().toString())
          .hasMessageEndingWith("it is a device, a pipe or a socket");
    }
  }

  /** To read it would take for ever. */
  @Test
  void aDeviceIsNoApplication() {
    assertThatThrownBy(() -> ApplicationTree.read(Path.of("/dev/zero")))
        .isInstanceOf(AssetException.class)
        .hasMessage(
            "/dev/zero can't be a part of an application: it is a device, a pipe or a socket");
  }

  @Test
  void setUserIdIsRefusedAndNotLostSilently() throws IOException {
    Path su = file("bin/su", "x", "755");
    Files.setAttribute(su, "unix:mode", 0104755);
    assertThatThrownBy(() -> ApplicationTree.read(folder))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("set-user-id");
  }

  @Test
  void linksThatLeadElsewhereAreRefused() throws IOException {
    file("a", "1", "644");
    Path link = Files.createSymbolicLink(folder.resolve("passwd"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> ApplicationTree.read(folder))
        .isInstanceOf(AssetException.class)
        .hasMessageStartingWith(link.toString())
        .hasMessageContaining("absolute path \"/etc/passwd\"");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("../../etc/passwd"));
    List<ApplicationEntry> entries = ApplicationTree.read(folder).entries();
    assertThatThrownBy(() -> ApplicationManifest.of(Manifests.JAVA, entries))
        .hasMessageContaining("leads out of the application");
  }

  @Test
  void namesThatAreNoPathsAreRefusedWithTheirPlace() throws IOException {
    Path bad = file("line\nbreak", "x", "644");
    assertThatThrownBy(() -> ApplicationTree.read(folder))
        .isInstanceOf(AssetException.class)
        .hasMessageStartingWith(bad.getParent().toString())
        .hasMessageContaining("contains a control character");
  }
}
