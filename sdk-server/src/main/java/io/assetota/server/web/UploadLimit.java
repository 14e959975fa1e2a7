package io.assetota.server.web;

import io.assetota.core.bundle.BundleLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses what can't be taken in, before a byte of it is read. */
public final class UploadLimit {
  private UploadLimit() {}

  /**
   * Looks at the length that a client announces.
   *
   * @param folder where the upload would be written
   * @param maxBytes the largest upload
   * @throws HttpException if it is larger than the limit, or than the space that is left
   */
  public static void require(Exchange exchange, Path folder, long maxBytes) throws IOException {
    long announced = exchange.announcedLength();
    if (announced > maxBytes) {
      throw new HttpException(
          413,
          "A bundle may have at most "
              + maxBytes
              + (maxBytes >= BundleLimits.MAX_BUNDLE_SIZE
                  ? " bytes (4 GiB, the limit of the format); this one has "
                  : " bytes, the limit of this server; this one has ")
              + announced);
    }
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (announced > usable) {
      throw new HttpException(
          507, "The server's disk has " + usable + " bytes left; this bundle has " + announced);
    }
  }
}
