package io.assetota.core;

import com.google.common.hash.Hashing;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application of a device. A new one is put beside the active one first; the manifest then
 * names it, and only after that it takes its place. Whatever a power cut leaves of these steps, the
 * manifest tells which of the two counts.
 */
final class ApplicationSlot {
  private static final Logger log = LoggerFactory.getLogger(ApplicationSlot.class);
  private static final String ACTIVE = "application.bin";
  private static final String NEXT = "application.next";
  private static final String ROOT = "";

  private final DeviceFiles files;

  ApplicationSlot(DeviceFiles files) {
    this.files = files;
  }

  /**
   * Returns the application that counts, given what the manifest names; empty if there is none that
   * is intact.
   */
  Optional<FirmwareModule> current(Optional<AssetHash> named) throws IOException {
    Optional<FirmwareModule> next = load(NEXT).filter(m -> isNamed(m, named));
    return next.isPresent() ? next : load(ACTIVE);
  }

  /**
   * Returns what the manifest names a module by: the hash of all its bytes. The one in its suffix
   * leaves out the suffix size, and with another size the same module has other assets.
   */
  static AssetHash identify(FirmwareModule module) {
    return new AssetHash(Hashing.sha256().newHasher().putBytes(module.content()).hash());
  }

  private static boolean isNamed(FirmwareModule module, Optional<AssetHash> named) {
    return named.equals(Optional.of(identify(module)));
  }

  /** Ends what was interrupted: puts in place what is prepared and named, removes what is not. */
  void recover(Optional<AssetHash> named) throws IOException {
    if (!files.exists(NEXT)) {
      return;
    }
    if (load(NEXT).filter(m -> isNamed(m, named)).isPresent()) {
      files.rename(NEXT, ACTIVE);
      files.forceFolder(ROOT);
    } else {
      files.delete(NEXT);
    }
  }

  private Optional<FirmwareModule> load(String file) throws IOException {
    try (SeekableByteChannel channel = files.open(file)) {
      FirmwareModule module = FirmwareModule.read(Channels.newInputStream(channel)).requireIntact();
      InstalledApplication.of(module);
      return Optional.of(module);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (!DeviceFiles.isDamage(e)) {
        throw e;
      }
      log.warn("The application in {} is not usable: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Puts an application beside the active one, where nothing may be left from before. */
  void prepare(FirmwareModule application) throws IOException {
    try (DeviceFiles.Draft draft = files.create(NEXT)) {
      draft.write(application.content());
      draft.force();
    }
    files.forceFolder(ROOT);
  }
}
