package io.assetota.core;

import static io.assetota.core.Devices.assertHas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Symbolic links in a device folder that somebody else can write to: whoever opens the folder, and
 * may be root, must not write to what they name, nor tell what is in there.
 */
final class SymbolicLinksTest {
  private static final Release FIRST = Release.of("first", "a", "content of a");
  private static final Release SECOND = Release.of("second", "a", "new content");
  private static final String SECRET = "root:secret";

  @TempDir private Path folder;
  private Path home;
  private Path victim;

  @BeforeEach
  void prepare() throws IOException {
    home = folder.resolve("home");
    victim = Files.writeString(folder.resolve("victim"), SECRET);
    try (Device device = Device.open(home)) {
      FIRST.installOn(device);
      device.assetsHandled(true);
    }
  }

  private void link(String file, Path target) throws IOException {
    Files.deleteIfExists(home.resolve(file));
    Files.createSymbolicLink(home.resolve(file), target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock.commit", "lock.update", "lock.application", "lock"})
  void aLinkInPlaceOfALockIsNotFollowed(String lock) throws IOException {
    link(lock, victim);
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Device.open(home).assets())
        .withMessageContaining(home.resolve(lock) + ": is a symbolic link")
        .withMessageContaining("remove it");
    assertThat(victim).hasContent(SECRET);
    Path nowhere = folder.resolve("made by the lock");
    link(lock, nowhere);
    assertThatIOException().isThrownBy(() -> Device.open(home).assets());
    assertThat(nowhere).doesNotExist();
    Files.delete(home.resolve(lock));
    try (Device device = Device.open(home)) {
      assertHas(device, FIRST);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state.new",
        "updates.new",
        "running.new",
        "store/manifest.new",
        "application.next"
      })
  void aLinkInPlaceOfAFileThatIsWrittenIsNotFollowed(String file) throws IOException {
    for (Path target : new Path[] {victim, folder.resolve("nowhere")}) {
      link(file, target);
      try (Device device = Device.open(home)) {
        SECOND.installOn(device);
        device.assetsHandled(true);
        FIRST.installOn(device);
        device.assetsHandled(true);
      } catch (FileSystemException e) {
        assertThat(e).hasMessageContaining("symbolic link");
      }
      assertThat(victim).hasContent(SECRET);
      assertThat(folder.resolve("nowhere")).doesNotExist();
    }
  }

  @Test
  void aLinkInPlaceOfAStagedModuleIsNotFollowed() throws IOException {
    try (Device device = Device.open(home)) {
      link("staging/" + SECOND.asset("a").hash() + ".1.asset", victim);
      SECOND.installOn(device);
      assertHas(device, SECOND);
    }
    assertThat(victim).hasContent(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "updates", "store/manifest", "application.bin"})
  void aLinkInPlaceOfAFileThatIsReadTellsNothingOfWhatItNames(String file) throws IOException {
    link(file, victim);
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Device.open(home))
        .withMessageContaining(home.resolve(file) + ": is a symbolic link")
        .withMessageNotContaining(SECRET);
    assertThat(home.resolve(file)).isSymbolicLink();
    assertThat(victim).hasContent(SECRET);
  }

  /** What can't be looked at is not missing: also root can't follow a link to itself. */
  @Test
  void aFolderThatCanNotBeLookedAtIsNotMissing() throws IOException {
    Path store = home.resolve("store");
    Path kept = Files.move(store, folder.resolve("kept"));
    Files.createSymbolicLink(store, store);
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> AssetManager.look(home))
        .withMessageContaining(store.toString());
    assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> Device.open(home));
    Files.delete(store);
    Files.writeString(store, "a file");
    assertThatIOException()
        .isThrownBy(() -> Device.open(home))
        .withMessageContaining(store.toString());
    Files.delete(store);
    Files.move(kept, store);
    assertThat(Files.exists(store, LinkOption.NOFOLLOW_LINKS)).isTrue();
    try (Device device = Device.open(home)) {
      assertHas(device, FIRST);
    }
  }
}
