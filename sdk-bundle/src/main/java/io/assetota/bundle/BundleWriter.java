package io.assetota.bundle;

import io.assetota.core.bundle.zip.ZipFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes the zip: from the same entries always the same bytes, on every machine. All data is
 * compressed already.
 */
final class BundleWriter {
  private static final int BUFFER = 128 * 1024;
  private static final int REGULAR_FILE_MODE = 0100644;

  /** The earliest that zip can tell. Set as a local time, it is the same in every time zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipArchiveOutputStream zip;
  private final BundleProgress.Listener listener;

  BundleWriter(OutputStream out, BundleProgress.Listener listener) {
    this.zip = new ZipArchiveOutputStream(new BufferedOutputStream(out, BUFFER));
    this.listener = listener;
    zip.setUseZip64(Zip64Mode.Never);
    zip.setEncoding("UTF-8");
    zip.setUseLanguageEncodingFlag(true);
    zip.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
  }

  void write(String path, DeflatedAsset content) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(path);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipFormat.DEFLATED);
    entry.setUnixMode(REGULAR_FILE_MODE);
    entry.setCrc(content.crc32());
    entry.setSize(content.size());
    entry.setCompressedSize(content.deflatedSize());
    try (InputStream deflated = content.openDeflated()) {
      zip.addRawArchiveEntry(entry, deflated);
    }
    listener.on(new BundleProgress.Written(path));
  }

  /** Writes the central directory; the stream below stays open. */
  void finish() throws IOException {
    zip.finish();
    zip.flush();
  }
}
