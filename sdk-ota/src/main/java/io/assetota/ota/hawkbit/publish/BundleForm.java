package io.assetota.ota.hawkbit.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.core.model.BundleHash;
import io.assetota.ota.stream.CountedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * A bundle as a form with one file (RFC 7578), which is read while it is sent.
 *
 * @param file the bundle
 * @param size its length in bytes
 * @param sha256 its hash
 */
record BundleForm(Path file, long size, BundleHash sha256) {
  /** The name of the artifact. */
  private static final String NAME = "bundle.zip";

  String contentType() {
    return "multipart/form-data; boundary=" + boundary();
  }

  /** No part of the file can be the boundary: it is made of a hash of it all. */
  private String boundary() {
    return "asset-ota-" + sha256;
  }

  BodyPublisher body(LongConsumer progress) {
    return BodyPublishers.concat(
        text(
            "--"
                + boundary()
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + NAME
                + "\"\r\nContent-Type: application/zip\r\n\r\n"),
        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(progress)), size),
        text("\r\n--" + boundary() + "--\r\n"));
  }

  private InputStream open(LongConsumer progress) {
    AtomicLong sent = new AtomicLong();
    try {
      return new CountedStream(
          Files.newInputStream(file), count -> progress.accept(sent.addAndGet(count)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofByteArray(text.getBytes(US_ASCII));
  }
}
