package io.assetota.ota;

import io.assetota.bundle.BundleLimits;
import io.assetota.bundle.ByteRange;
import io.assetota.core.StorageFullException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A whole bundle in a temporary file, from a server that doesn't know ranges. */
final class Spool implements Closeable {
  private final Path file;
  private final long size;

  private Spool(Path file, long size) {
    this.file = file;
    this.size = size;
  }

  /** Takes a body to its end. */
  static Spool of(byte[] start, InputStream rest, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "bundle-", ".zip");
    try {
      long usable = Files.getFileStore(folder).getUsableSpace();
      long size = start.length;
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(start);
        byte[] chunk = new byte[64 * 1024];
        for (int n = rest.read(chunk); n >= 0; n = rest.read(chunk)) {
          size += n;
          if (size > Math.min(BundleLimits.MAX_BUNDLE_SIZE, usable)) {
            throw new StorageFullException(
                "the bundle that the server sends does not fit " + folder, size, usable);
          }
          write(out, chunk, n, folder);
        }
      }
      return new Spool(file, size);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Others fill the disk, too: that is no failure of the server. */
  private static void write(OutputStream out, byte[] chunk, int length, Path folder)
      throws IOException {
    try {
      out.write(chunk, 0, length);
    } catch (IOException e) {
      throw StorageFullException.explain(e, folder, length);
    }
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
