package io.assetota.core.store;

import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.UnreadableException;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application of a device. A new one is put beside the active one first; the manifest then
 * names it, and only after that it takes its place. During a trial the previous one stays under a
 * name of its own. Whatever a power cut leaves of these steps, the manifest tells which counts.
 */
final class ApplicationSlot {
  private static final Logger log = LoggerFactory.getLogger(ApplicationSlot.class);
  private static final String ACTIVE = "application.bin";
  private static final String NEXT = "application.next";
  private static final String PREVIOUS = "application.previous";
  private static final String ROOT = "";

  static final String STAGED_EXTENSION = ".application";

  /** Makes sure that the manifest survives a power cut. */
  interface Settling {
    void settle() throws IOException;
  }

  private final DeviceFiles files;

  ApplicationSlot(DeviceFiles files) {
    this.files = files;
  }

  /**
   * Returns the application that counts, given what the manifest names; empty if there is none that
   * is intact.
   */
  Optional<FirmwareModule> current(Optional<ApplicationId> named) throws IOException {
    Optional<FirmwareModule> found = find(named);
    return found.isPresent() ? found : loadIfReadable(ACTIVE);
  }

  /** Returns the application with this identity, wherever it lies; empty if it is not intact. */
  Optional<FirmwareModule> find(Optional<ApplicationId> named) throws IOException {
    for (String file : named.isPresent() ? List.of(NEXT, ACTIVE, PREVIOUS) : List.<String>of()) {
      Optional<FirmwareModule> found = loadIfReadable(file).filter(m -> isNamed(m, named));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the application that a trial keeps or has kept, if it is intact. */
  Optional<FirmwareModule> previous() throws IOException {
    return load(PREVIOUS);
  }

  private static boolean isNamed(FirmwareModule module, Optional<ApplicationId> named) {
    return named.equals(Optional.of(module.id()));
  }

  /**
   * Ends what was interrupted: puts in place what is named, removes what is not. Fails, and removes
   * nothing, if one that matters can't be read.
   *
   * @param named the application that counts
   * @param kept the one that a trial goes back to
   * @param settling runs before anything is changed
   */
  void recover(Optional<ApplicationId> named, Optional<ApplicationId> kept, Settling settling)
      throws IOException {
    if (files.exists(NEXT) || (files.exists(PREVIOUS) && !holds(PREVIOUS, kept))) {
      settling.settle();
    }
    if (files.exists(NEXT)) {
      if (holds(NEXT, named)) {
        if (holds(ACTIVE, kept)) {
          // Forced before its place is taken: else a power cut could leave the new name of neither.
          move(ACTIVE, PREVIOUS);
        }
        move(NEXT, ACTIVE);
      } else {
        files.delete(NEXT);
      }
    }
    if (files.exists(PREVIOUS) && !holds(PREVIOUS, kept)) {
      if (holds(PREVIOUS, named) && !holds(ACTIVE, named)) {
        move(PREVIOUS, ACTIVE);
      } else {
        files.delete(PREVIOUS);
      }
    }
  }

  private boolean holds(String file, Optional<ApplicationId> named) throws IOException {
    return named.isPresent() && load(file).filter(m -> isNamed(m, named)).isPresent();
  }

  private void move(String from, String to) throws IOException {
    files.rename(from, to);
    files.forceFolder(ROOT);
  }

  private Optional<FirmwareModule> load(String file) throws IOException {
    try (SeekableByteChannel channel = files.open(file)) {
      FirmwareModule module = FirmwareModule.read(Channels.newInputStream(channel)).requireIntact();
      InstalledApplication.of(module);
      return Optional.of(module);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      IOException explained = DeviceFiles.explain(file, e);
      if (explained instanceof AssetException && !(explained instanceof UnreadableException)) {
        log.warn("The application in {} is not usable: {}", file, explained.getMessage());
        return Optional.empty();
      }
      throw explained;
    }
  }

  /** An update brings another one; this one stays where it is until then, and may be read again. */
  private Optional<FirmwareModule> loadIfReadable(String file) throws IOException {
    try {
      return load(file);
    } catch (UnreadableException e) {
      log.warn("The application can't be used: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Writes an application where it doesn't count yet and others don't look.
   *
   * @param installation tells its file from those of other installations
   * @return the file
   */
  String stage(FirmwareModule application, long installation) throws IOException {
    String file = ModuleFolder.STAGING + "/" + installation + STAGED_EXTENSION;
    files.delete(file);
    try (DeviceFiles.Draft draft = files.create(file)) {
      draft.write(application.content());
      draft.force();
    }
    return file;
  }

  /** Puts a staged application beside the active one. */
  void prepare(String staged) throws IOException {
    files.rename(staged, NEXT);
    files.forceFolder(ROOT);
  }
}
