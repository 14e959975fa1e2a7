package io.assetota.server.web.upload;

import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses uploads that are too large, before a byte is read.
 *
 * @param folder where the upload is written
 * @param maxBytes the largest upload
 * @param reason whose limit that is: {@code the limit of this server}
 */
public record UploadLimit(Path folder, long maxBytes, String reason) {
  /**
   * Looks at the length that a client announces.
   *
   * @throws HttpException if it is larger than the limit, or than the space that is left
   */
  public void require(Exchange exchange) throws IOException {
    require(exchange, 0);
  }

  /** Does the same for an upload that is part of a form. */
  void require(Exchange exchange, long overhead) throws IOException {
    long announced = exchange.announcedLength();
    if (announced > maxBytes + overhead) {
      throw new HttpException(
          413,
          "A bundle may have at most "
              + maxBytes
              + " bytes, "
              + reason
              + "; this one has "
              + announced);
    }
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (announced > usable) {
      throw new HttpException(
          507, "The server's disk has " + usable + " bytes left; this bundle has " + announced);
    }
  }
}
