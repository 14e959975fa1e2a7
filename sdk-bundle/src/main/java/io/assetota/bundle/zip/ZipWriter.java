package io.assetota.bundle.zip;

import io.assetota.core.bundle.zip.ZipFormat;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes a zip file: the same entries always give the same bytes, on every machine. */
public final class ZipWriter {
  private static final int BUFFER = 128 * 1024;
  private static final int REGULAR_FILE_MODE = 0100644;

  /** The earliest time that a zip file can hold. A local time is the same in every time zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipArchiveOutputStream zip;

  /**
   * Begins a file.
   *
   * @param out where to; it is not closed
   */
  public ZipWriter(OutputStream out) {
    zip = new ZipArchiveOutputStream(new BufferedOutputStream(out, BUFFER));
    zip.setUseZip64(Zip64Mode.Never);
    zip.setEncoding("UTF-8");
    zip.setUseLanguageEncodingFlag(true);
    zip.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
  }

  /**
   * Writes an entry whose content is compressed already.
   *
   * @param path the path of the entry
   * @param size the length of the content in bytes
   * @param crc32 the CRC-32 of the content
   * @param deflatedSize the length of the Deflate stream in bytes
   * @param deflated the Deflate stream; it is not closed
   * @throws IOException if reading or writing fails
   */
  public void writeDeflated(
      String path, long size, long crc32, long deflatedSize, InputStream deflated)
      throws IOException {
    write(path, ZipFormat.DEFLATED, size, crc32, deflatedSize, deflated);
  }

  /**
   * Writes an entry without compression.
   *
   * @param path the path of the entry
   * @param content its content
   * @throws IOException if writing fails
   */
  public void writeStored(String path, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    write(
        path,
        ZipFormat.STORED,
        content.length,
        crc.getValue(),
        content.length,
        new ByteArrayInputStream(content));
  }

  private void write(
      String path, int method, long size, long crc32, long packedSize, InputStream packed)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(path);
    entry.setTimeLocal(TIME);
    entry.setMethod(method);
    entry.setUnixMode(REGULAR_FILE_MODE);
    entry.setCrc(crc32);
    entry.setSize(size);
    entry.setCompressedSize(packedSize);
    zip.addRawArchiveEntry(entry, packed);
  }

  /**
   * Writes the central directory.
   *
   * @throws IOException if writing fails
   */
  public void finish() throws IOException {
    zip.finish();
    zip.flush();
  }
}
