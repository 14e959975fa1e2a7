package io.assetota.handlers.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.core.files.Disk;
import io.assetota.core.handler.HandlerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {
  @TempDir Path store;
  @TempDir Path folder;
  private TestAssets assets;

  @BeforeEach
  void setUp() {
    assets = new TestAssets(store);
  }

  private void handle(String content) throws IOException {
    new FilesHandler(folder)
        .handle(assets.asset("a", content.getBytes(UTF_8)), HandlerContext.NONE);
  }

  private Set<PosixFilePermission> permissions() throws IOException {
    return Files.getPosixFilePermissions(folder.resolve("a"));
  }

  @Test
  void aNewFileGetsWhatTheUmaskSays() throws IOException {
    handle("new");

    Path other = Files.writeString(folder.resolve("other"), "written by anybody");
    assertThat(permissions()).isEqualTo(Files.getPosixFilePermissions(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rwxr-x---", "r--r--r--", "rw-rw-rw-"})
  void aFileThatIsReplacedPassesItsPermissionsOn(String before) throws IOException {
    handle("old");
    Files.setPosixFilePermissions(folder.resolve("a"), PosixFilePermissions.fromString(before));

    handle("new");

    assertThat(folder.resolve("a")).hasContent("new");
    assertThat(PosixFilePermissions.toString(permissions())).isEqualTo(before);
  }

  /** In octal, of all bits: the JDK's set of permissions has no setuid. */
  @Test
  void rightsOfTheOwnerAreNotLentToNewContent() throws IOException {
    handle("old");
    Files.setAttribute(folder.resolve("a"), "unix:mode", 04755);

    handle("new");

    assertThat((int) Files.getAttribute(folder.resolve("a"), "unix:mode") & 07777).isEqualTo(0755);
  }

  @Test
  void contentThatWasPrivateIsPrivateWhileItIsWritten() throws IOException {
    handle("old");
    Files.setPosixFilePermissions(
        folder.resolve("a"), PosixFilePermissions.fromString("rw-r-----"));
    StringBuilder seen = new StringBuilder();
    Disk spying =
        new ForwardingDisk() {
          @Override
          public Draft create(Path file, FileAttribute<?>... attributes) throws IOException {
            Draft draft = super.create(file, attributes);
            if (file.endsWith(".asset-ota.part")) {
              seen.append(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
            return draft;
          }
        };

    new FilesHandler(folder, false, spying)
        .handle(assets.asset("a", "new".getBytes(UTF_8)), HandlerContext.NONE);

    assertThat(seen.toString()).isEqualTo("rw-------");
  }

  @Test
  void ownerAndGroupAreKeptWherePossible() throws IOException {
    handle("old");
    Path file = folder.resolve("a");
    try {
      Files.setAttribute(file, "unix:uid", 12_345);
      Files.setAttribute(file, "unix:gid", 23_456);
    } catch (IOException e) {
      assumeTrue(false, "only root may give files away: " + e);
    }

    handle("new");

    assertThat(file).hasContent("new");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12_345);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(23_456);
  }
}
