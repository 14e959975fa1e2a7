package io.assetota.ota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageFullException;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A part of a bundle that is being fetched, on disk: a hash of the entry that it belongs to, then
 * the bytes received so far. Opening it again continues after them, also when the process was
 * killed. Its content is not trusted: the asset's hash is verified when the asset is stored.
 */
final class PartFile implements Closeable {
  static final String SUFFIX = ".part";

  /**
   * The last incomplete block is fetched again: after a power cut, it may never have been written.
   */
  static final int BLOCK = 4096;

  static final int HEADER = 32;

  private final Path folder;
  private final FileChannel channel;
  private final List<ByteRange> ranges;
  private final long length;
  private long kept;

  private PartFile(Path folder, FileChannel channel, List<ByteRange> ranges, long kept) {
    this.folder = folder;
    this.channel = channel;
    this.ranges = ranges;
    this.length = length(ranges);
    this.kept = kept;
  }

  private static long length(List<ByteRange> ranges) {
    return ranges.stream().mapToLong(ByteRange::length).sum();
  }

  /** Returns the file of the part of an asset. */
  static Path file(Path folder, AssetReference asset) {
    return folder.resolve(asset.hash() + SUFFIX);
  }

  /** Returns the file of the part of an application. */
  static Path ofApplication(Path folder) {
    return folder.resolve("application" + SUFFIX);
  }

  /**
   * Opens the part of an entry, or begins it. It belongs to the content, which the directory
   * describes by length and CRC-32, so another bundle with the same content continues it.
   */
  static PartFile open(Path file, BundleEntry entry) throws IOException {
    return open(file, entry, List.of(entry.range()));
  }

  /** Opens or begins what is fetched of an entry: some ranges of it, one behind the other. */
  static PartFile open(Path file, BundleEntry entry, List<ByteRange> ranges) throws IOException {
    byte[] owner = owner(entry, ranges);
    Path folder = Objects.requireNonNull(file.getParent());
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE, NOFOLLOW_LINKS);
    try {
      if (isOwner(channel, owner)) {
        return new PartFile(folder, channel, ranges, usable(channel, length(ranges)));
      }
      channel.close();
      channel = FileChannel.open(file, CREATE, READ, WRITE, TRUNCATE_EXISTING, NOFOLLOW_LINKS);
      write(folder, channel, ByteBuffer.wrap(owner), 0);
      return new PartFile(folder, channel, ranges, 0);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns how many bytes of an entry are on the disk. */
  static long kept(Path file, BundleEntry entry) throws IOException {
    return kept(file, entry, List.of(entry.range()));
  }

  /** Returns how many bytes of these ranges are on the disk. */
  static long kept(Path file, BundleEntry entry, List<ByteRange> ranges) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ, NOFOLLOW_LINKS)) {
      return isOwner(channel, owner(entry, ranges)) ? usable(channel, length(ranges)) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static boolean isOwner(FileChannel channel, byte[] owner) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    channel.read(header, 0);
    return Arrays.equals(header.array(), owner);
  }

  private static long usable(FileChannel channel, long length) throws IOException {
    long there = Math.min(length, channel.size() - HEADER);
    return there == length ? there : Math.max(0, there - there % BLOCK);
  }

  private static byte[] owner(BundleEntry entry, List<ByteRange> ranges) {
    Hasher hasher = owner(entry);
    if (!ranges.equals(List.of(entry.range()))) {
      for (ByteRange range : ranges) {
        hasher
            .putLong(range.start() - entry.range().start())
            .putLong(range.end() - entry.range().start());
      }
    }
    return hasher.hash().asBytes();
  }

  private static Hasher owner(BundleEntry entry) {
    return Hashing.sha256()
        .newHasher()
        .putString(entry.name(), UTF_8)
        .putByte((byte) 0)
        .putString(entry.method().name(), UTF_8)
        .putLong(entry.crc32())
        .putLong(entry.size())
        .putLong(entry.packedSize())
        .putLong(entry.range().length());
  }

  /** Returns what has to be fetched next: the rest of a range; empty if the part is complete. */
  ByteRange rest() {
    long before = 0;
    for (ByteRange range : ranges) {
      if (kept < before + range.length()) {
        return new ByteRange(range.start() + kept - before, range.end());
      }
      before += range.length();
    }
    return new ByteRange(0, 0);
  }

  long kept() {
    return kept;
  }

  boolean isComplete() {
    return kept == length;
  }

  /** Appends received bytes. */
  void append(byte[] bytes, int length) throws IOException {
    write(folder, channel, ByteBuffer.wrap(bytes, 0, length), HEADER + kept);
    kept += length;
  }

  private static void write(Path folder, FileChannel channel, ByteBuffer bytes, long offset)
      throws IOException {
    long at = offset;
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw StorageFullException.explain(e, folder, bytes.remaining());
    }
  }

  /** Returns how many more bytes of disk a part of this length takes beyond what is there. */
  static long toWrite(Path file, long length) throws IOException {
    long there = Files.exists(file) ? Files.size(file) : 0;
    return Math.max(0, HEADER + length - there);
  }

  /** Drops everything that was received, because it is wrong. */
  void restart() throws IOException {
    channel.truncate(HEADER);
    kept = 0;
  }

  /** Returns what was received, from its start. The part stays open when the stream is closed. */
  InputStream read() throws IOException {
    channel.position(HEADER);
    return new FilterInputStream(ByteStreams.limit(Channels.newInputStream(channel), length)) {
      @Override
      public void close() {
        // the channel is the part's
      }
    };
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
