package io.assetota.bundle.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.files.DurableFile;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Copies a bundle with some entries put behind the others, in place of those of the same names. All
 * else stays as it is, byte for byte: local headers, data, the order and the headers of the
 * directory, of which only offsets change (PKWARE, APPNOTE.TXT 4.3).
 */
final class ArchiveCopy {
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int DIRECTORY_SIGNATURE = 0x02014b50;
  private static final int DIRECTORY_LENGTH = 46;
  private static final int VERSION = 20;
  private static final int MADE_ON_UNIX = 3 << 8 | VERSION;
  private static final int REGULAR_FILE_MODE = 0100644;

  /** 1980-01-01, the earliest day, as all entries of our bundles have it. */
  private static final short EARLIEST_DATE = 1 << 5 | 1;

  private static final long MAX_OFFSET = BundleLimits.MAX_BUNDLE_SIZE;

  private final FileChannel source;
  private final List<ByteRange> kept;
  private final List<ByteRange> dropped;
  private final Map<String, byte[]> added;
  private final ByteBuffer directory;

  private ArchiveCopy(
      FileChannel source,
      List<ByteRange> kept,
      List<ByteRange> dropped,
      Map<String, byte[]> added,
      ByteBuffer directory) {
    this.source = source;
    this.kept = kept;
    this.dropped = dropped;
    this.added = added;
    this.directory = directory;
  }

  /**
   * Prepares a copy.
   *
   * @param bundle the bundle, whose opening checked that its directory is sound
   * @param source where it is read from
   * @param added the new entries in their order, by names of ASCII
   */
  static ArchiveCopy of(Bundle bundle, FileChannel source, Map<String, byte[]> added)
      throws IOException {
    List<ByteRange> kept = new ArrayList<>();
    List<ByteRange> dropped = new ArrayList<>();
    for (BundleEntry entry : bundle.entries()) {
      (added.containsKey(entry.name()) ? dropped : kept).add(entry.range());
    }
    if (kept.size() + added.size() > BundleLimits.MAX_ENTRIES) {
      throw new AssetException(
          "the bundle has no room for signatures: it would have more than "
              + BundleLimits.MAX_ENTRIES
              + " entries");
    }
    long end = bundle.entries().stream().mapToLong(e -> e.range().end()).max().orElse(0);
    ByteBuffer directory =
        ByteBuffer.allocate(Math.toIntExact(source.size() - end)).order(ByteOrder.LITTLE_ENDIAN);
    while (directory.hasRemaining()) {
      if (source.read(directory, end + directory.position()) < 0) {
        throw new AssetException("the bundle became shorter while it was read");
      }
    }
    return new ArchiveCopy(source, kept, dropped, added, directory.flip());
  }

  void writeTo(FileChannel target) throws IOException {
    for (ByteRange range : kept) {
      copy(range, target);
    }
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    int count = keepHeaders(headers);
    for (Map.Entry<String, byte[]> entry : added.entrySet()) {
      long offset = target.position();
      if (offset > MAX_OFFSET) {
        throw new AssetException("the bundle would be larger than 4 GiB");
      }
      byte[] name = entry.getKey().getBytes(US_ASCII);
      ByteBuffer common = common(name, entry.getValue());
      DurableFile.write(target, localHeader(common, name));
      DurableFile.write(target, ByteBuffer.wrap(entry.getValue()));
      headers.writeBytes(directoryHeader(common, name, offset).array());
      count++;
    }
    writeEnd(target, headers.toByteArray(), count);
  }

  private void copy(ByteRange range, FileChannel target) throws IOException {
    long position = range.start();
    while (position < range.end()) {
      long n = source.transferTo(position, range.end() - position, target);
      if (n <= 0) {
        throw new AssetException("the bundle became shorter while it was copied");
      }
      position += n;
    }
  }

  /** Copies the headers of what is kept, with the offsets that it has now; returns how many. */
  private int keepHeaders(ByteArrayOutputStream out) {
    int count = 0;
    int at = 0;
    while (directory.getInt(at) == DIRECTORY_SIGNATURE) {
      int nameLength = u16(at + 28);
      int length = DIRECTORY_LENGTH + nameLength + u16(at + 30) + u16(at + 32);
      byte[] header = new byte[length];
      directory.get(at, header);
      String name = new String(header, DIRECTORY_LENGTH, nameLength, ISO_8859_1);
      if (!added.containsKey(name)) {
        long offset = Integer.toUnsignedLong(directory.getInt(at + 42));
        littleEndian(header).putInt(42, (int) moved(offset));
        out.writeBytes(header);
        count++;
      }
      at += length;
    }
    directory.position(at);
    return count;
  }

  private long moved(long offset) {
    long before =
        dropped.stream().filter(r -> r.start() < offset).mapToLong(ByteRange::length).sum();
    return offset - before;
  }

  /** The fields that local header and directory share, from the version on. */
  private static ByteBuffer common(byte[] name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return littleEndian(new byte[26])
        .putShort((short) VERSION)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(EARLIEST_DATE)
        .putInt((int) crc.getValue())
        .putInt(content.length)
        .putInt(content.length)
        .putShort((short) name.length)
        .putShort((short) 0)
        .flip();
  }

  private static ByteBuffer localHeader(ByteBuffer common, byte[] name) {
    return littleEndian(new byte[LOCAL_LENGTH + name.length])
        .putInt(LOCAL_SIGNATURE)
        .put(common.duplicate())
        .put(name)
        .flip();
  }

  private static ByteBuffer directoryHeader(ByteBuffer common, byte[] name, long offset) {
    return littleEndian(new byte[DIRECTORY_LENGTH + name.length])
        .putInt(DIRECTORY_SIGNATURE)
        .putShort((short) MADE_ON_UNIX)
        .put(common.duplicate())
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putInt(REGULAR_FILE_MODE << 16)
        .putInt((int) offset)
        .put(name);
  }

  /** Writes the directory and the end record, with the comment that it had. */
  private void writeEnd(FileChannel target, byte[] headers, int count) throws IOException {
    long offset = target.position();
    if (offset > MAX_OFFSET || offset + headers.length > MAX_OFFSET) {
      throw new AssetException("the bundle would be larger than 4 GiB");
    }
    byte[] end = new byte[directory.remaining()];
    directory.duplicate().get(end);
    littleEndian(end)
        .putShort(8, (short) count)
        .putShort(10, (short) count)
        .putInt(12, headers.length)
        .putInt(16, (int) offset);
    DurableFile.write(target, ByteBuffer.wrap(headers));
    DurableFile.write(target, ByteBuffer.wrap(end));
  }

  private int u16(int at) {
    return Short.toUnsignedInt(directory.getShort(at));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
