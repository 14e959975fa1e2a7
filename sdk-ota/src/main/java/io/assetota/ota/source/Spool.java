package io.assetota.ota.source;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.StorageFullException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A whole bundle in a temporary file, from a server that doesn't know ranges. */
final class Spool implements Closeable {
  private static final int CHUNK = 64 * 1024;

  private final Path file;
  private final long size;

  private Spool(Path file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * Takes a body to its end.
   *
   * @param announced how long it will be; negative if that isn't known
   */
  static Spool of(BundleSource source, byte[] start, InputStream rest, long announced, Path folder)
      throws IOException {
    long usable;
    Path file;
    try {
      Files.createDirectories(folder);
      usable = Files.getFileStore(folder).getUsableSpace();
      requireRoom(source, announced, usable, folder);
      file = Files.createTempFile(folder, "bundle-", ".zip");
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw unusable(folder, e, CHUNK);
    }
    try {
      return new Spool(file, copy(source, file, start, rest, usable, folder));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static long copy(
      BundleSource source, Path file, byte[] start, InputStream rest, long usable, Path folder)
      throws IOException {
    long size = start.length;
    try (OutputStream out = open(file)) {
      write(out, start, start.length, folder);
      byte[] chunk = new byte[CHUNK];
      for (int n = rest.read(chunk); n >= 0; n = rest.read(chunk)) {
        size += n;
        requireRoom(source, size, usable, folder);
        write(out, chunk, n, folder);
      }
    }
    return size;
  }

  private static void requireRoom(BundleSource source, long needed, long usable, Path folder)
      throws AssetException {
    if (needed > BundleLimits.MAX_BUNDLE_SIZE) {
      throw new AssetException(source + " sends more than 4 GiB, which no bundle has");
    }
    if (needed > usable) {
      throw new StorageFullException(
          source
              + " doesn't support range requests, so the whole bundle has to be stored, and the"
              + " folder for temporary files, "
              + folder
              + ", has no room for it; make room there, choose another folder, or use a server"
              + " that supports ranges",
          needed,
          usable);
    }
  }

  private static OutputStream open(Path file) throws IOException {
    try {
      return Files.newOutputStream(file);
    } catch (IOException e) {
      throw unusable(file, e, CHUNK);
    }
  }

  /** Others fill the disk, too: that is no failure of the server. */
  private static void write(OutputStream out, byte[] chunk, int length, Path folder)
      throws IOException {
    try {
      out.write(chunk, 0, length);
    } catch (IOException e) {
      throw unusable(folder, e, length);
    }
  }

  /** What fails on this machine must not look like a failure of the server. */
  private static IOException unusable(Path where, IOException e, long needed) {
    IOException explained = StorageFullException.explain(e, where, needed);
    return explained instanceof AssetException
        ? explained
        : new AssetException(
            where + ", for a bundle that comes whole, can't be written: " + e.getMessage(), e);
  }

  long size() {
    return size;
  }

  InputStream read(ByteRange range) throws IOException {
    return new FileSource(file).read(range);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
