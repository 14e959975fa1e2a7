package io.assetota.server.store;

import com.google.common.base.Ascii;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The disk has no room for what was to be written. Reading still works. */
public final class DiskFullException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** The message has no paths, since it goes to whoever asked for the write. */
  public DiskFullException(Throwable cause) {
    super("The server's disk is full: nothing was stored", cause);
  }

  /**
   * Finds out why a file could not be written. Systems report a full disk in many languages, and
   * the file system doesn't know of quotas.
   *
   * @param failure what the write failed with
   * @param folder a folder on the disk that was written to
   * @param needed bytes that could not be written
   * @return an exception of this kind, if the disk is full; else the failure
   */
  static IOException explain(IOException failure, Path folder, long needed) {
    return isReasonOf(failure) || isFull(folder, needed) ? new DiskFullException(failure) : failure;
  }

  /**
   * Tells whether a failure says that a disk is full. Java has no exception for it: it gives the
   * system's words for ENOSPC and EDQUOT, as glibc and musl put them.
   */
  public static boolean isReasonOf(@Nullable Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message =
          e instanceof IOException ? Ascii.toLowerCase(String.valueOf(e.getMessage())) : "";
      if (message.contains("no space left") || message.contains("quota exceeded")) {
        return true;
      }
    }
    return false;
  }

  static boolean isFull(Path folder, long needed) {
    return usableSpace(folder).filter(usable -> usable < needed).isPresent();
  }

  private static Optional<Long> usableSpace(Path folder) {
    try {
      return Optional.of(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return Optional.empty(); // Then nobody knows whether it is full.
    }
  }
}
