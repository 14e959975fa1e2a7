package io.assetota.bundle.zip;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.bundle.zip.EndRecord;
import io.assetota.core.bundle.zip.RawDirectory;
import io.assetota.core.files.DurableFile;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Copies a bundle with some entries put behind the others, in place of those of the same names. All
 * else stays as it is, byte for byte: local headers, data, the order and the headers of the
 * directory, of which only offsets change (PKWARE, APPNOTE.TXT 4.3).
 *
 * <p>The new entries are written as a zip file of their own, whose entries and headers are appended
 * to those of the bundle.
 */
public final class ZipCopy {
  private static final long MAX_OFFSET = BundleLimits.MAX_BUNDLE_SIZE;
  private static final EndRecord.Bounds BOUNDS =
      new EndRecord.Bounds(BundleLimits.MAX_ENTRIES, BundleLimits.MAX_DIRECTORY_SIZE);

  private final FileChannel source;
  private final Bundle bundle;
  private final Set<String> replaced;
  private final RawDirectory directory;
  private final byte[] added;
  private final RawDirectory addedDirectory;

  private ZipCopy(
      FileChannel source,
      Bundle bundle,
      Set<String> replaced,
      RawDirectory directory,
      byte[] added,
      RawDirectory addedDirectory) {
    this.source = source;
    this.bundle = bundle;
    this.replaced = replaced;
    this.directory = directory;
    this.added = added;
    this.addedDirectory = addedDirectory;
  }

  /**
   * Prepares a copy.
   *
   * @param bundle the bundle, whose opening checked that its directory is sound
   * @param source the file that it is read from
   * @param entries the content of the new entries by path, in their order
   * @return the copy, to be written
   * @throws AssetException if the bundle would have too many entries
   * @throws IOException if reading fails
   */
  public static ZipCopy of(Bundle bundle, FileChannel source, Map<String, byte[]> entries)
      throws IOException {
    long kept = bundle.entries().stream().filter(e -> !entries.containsKey(e.name())).count();
    if (kept + entries.size() > BundleLimits.MAX_ENTRIES) {
      throw new AssetException(
          "the bundle has no room for signatures: it would have more than "
              + BundleLimits.MAX_ENTRIES
              + " entries");
    }
    byte[] added = write(entries);
    return new ZipCopy(
        source,
        bundle,
        Set.copyOf(entries.keySet()),
        RawDirectory.read(source, BOUNDS),
        added,
        RawDirectory.read(new SeekableInMemoryByteChannel(added), BOUNDS));
  }

  private static byte[] write(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter zip = new ZipWriter(out);
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      zip.writeStored(entry.getKey(), entry.getValue());
    }
    zip.finish();
    return out.toByteArray();
  }

  /**
   * Writes the copy.
   *
   * @param target where to, from its position on
   * @throws AssetException if the copy would be larger than a bundle may be, or the bundle changed
   *     meanwhile
   * @throws IOException if reading or writing fails
   */
  public void writeTo(FileChannel target) throws IOException {
    Map<Long, Long> moved = new HashMap<>();
    for (BundleEntry entry : bundle.entries()) {
      if (!replaced.contains(entry.name())) {
        moved.put(entry.range().start(), target.position());
        copy(entry.range(), target);
      }
    }
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    int count = 0;
    for (RawDirectory.Header header : directory.headers()) {
      if (!replaced.contains(header.name())) {
        headers.writeBytes(header.movedTo(newOffset(header, moved)));
        count++;
      }
    }
    long base = target.position();
    DurableFile.write(target, ByteBuffer.wrap(added, 0, (int) addedDirectory.offset()));
    for (RawDirectory.Header header : addedDirectory.headers()) {
      headers.writeBytes(header.movedTo(base + header.localOffset()));
      count++;
    }
    long offset = target.position();
    if (offset + headers.size() > MAX_OFFSET) {
      throw new AssetException("the bundle would be larger than 4 GiB");
    }
    DurableFile.write(target, ByteBuffer.wrap(headers.toByteArray()));
    DurableFile.write(target, ByteBuffer.wrap(directory.endOf(count, offset, headers.size())));
  }

  private static long newOffset(RawDirectory.Header header, Map<Long, Long> moved)
      throws AssetException {
    Long offset = moved.get(header.localOffset());
    if (offset == null) {
      throw new AssetException("the bundle changed while it was copied");
    }
    return offset;
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
}
