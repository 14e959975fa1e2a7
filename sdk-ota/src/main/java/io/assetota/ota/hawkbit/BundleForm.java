package io.assetota.ota.hawkbit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.core.AssetHash;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * A bundle as a form with one file (RFC 7578), which is read while it is sent.
 *
 * @param file the bundle
 * @param size its length in bytes
 * @param sha256 its hash
 */
record BundleForm(Path file, long size, AssetHash sha256) {
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
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> CountedStream.open(file, progress)), size),
        text("\r\n--" + boundary() + "--\r\n"));
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofByteArray(text.getBytes(US_ASCII));
  }
}
