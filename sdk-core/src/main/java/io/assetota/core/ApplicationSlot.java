package io.assetota.core;

import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
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

  private static boolean isNamed(FirmwareModule module, Optional<AssetHash> named) {
    return named.filter(module.suffix().sha256()::equals).isPresent();
  }

  /** Ends what a power cut interrupted. */
  void recover(Optional<AssetHash> named) throws IOException {
    if (!files.exists(NEXT)) {
      return;
    }
    if (load(NEXT).filter(m -> isNamed(m, named)).isPresent()) {
      activate();
    } else {
      discard();
    }
  }

  private Optional<FirmwareModule> load(String file) throws IOException {
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = files.open(file)) {
      FirmwareModule module = FirmwareModule.read(Channels.newInputStream(channel)).requireIntact();
      InstalledApplication.of(module);
      return Optional.of(module);
    } catch (AssetException e) {
      log.warn("The application in {} is not usable: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Puts an application beside the active one. */
  void prepare(FirmwareModule application) throws IOException {
    discard();
    try (DeviceFiles.Draft draft = files.create(NEXT)) {
      draft.write(application.content());
      draft.force();
    }
    files.forceFolder(ROOT);
  }

  /** Puts the prepared application in place. */
  void activate() throws IOException {
    files.rename(NEXT, ACTIVE);
    files.forceFolder(ROOT);
  }

  /** Removes the prepared application. */
  void discard() throws IOException {
    files.delete(NEXT);
  }
}
