package io.assetota.ota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.bundle.ByteRange;
import io.assetota.core.AssetReference;
import io.assetota.core.StorageFullException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A part of a bundle that is being fetched, on disk: a hash of what it belongs to, then the bytes
 * that came so far. Opening it again, also after the process was killed, goes on behind them.
 * Nothing here is trusted: the asset's own hash is checked when it is stored.
 */
final class PartFile implements Closeable {
  static final String SUFFIX = ".part";

  /**
   * What may be lost: a power cut can leave a last block that was never written. It is fetched
   * again rather than trusted.
   */
  static final int BLOCK = 4096;

  static final int HEADER = 32;

  private final Path folder;
  private final FileChannel channel;
  private final ByteRange range;
  private long kept;

  private PartFile(Path folder, FileChannel channel, ByteRange range, long kept) {
    this.folder = folder;
    this.channel = channel;
    this.range = range;
    this.kept = kept;
  }

  static String fileName(AssetReference asset) {
    return asset.hash() + SUFFIX;
  }

  /**
   * Opens what there is of a range, or begins it.
   *
   * @param folder where parts lie
   * @param version of the bundle that the range belongs to
   */
  static PartFile open(Path folder, AssetReference asset, String version, ByteRange range)
      throws IOException {
    byte[] owner = owner(asset, version, range);
    Path file = folder.resolve(fileName(asset));
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE, NOFOLLOW_LINKS);
    try {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      channel.read(header, 0);
      if (Arrays.equals(header.array(), owner)) {
        long there = Math.min(range.length(), channel.size() - HEADER);
        return new PartFile(
            folder,
            channel,
            range,
            there == range.length() ? there : Math.max(0, there - there % BLOCK));
      }
      channel.close();
      channel = FileChannel.open(file, CREATE, READ, WRITE, TRUNCATE_EXISTING, NOFOLLOW_LINKS);
      write(folder, channel, ByteBuffer.wrap(owner), 0);
      return new PartFile(folder, channel, range, 0);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static byte[] owner(AssetReference asset, String version, ByteRange range) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (String text : new String[] {asset.name(), version}) {
      hasher.putInt(text.length()).putString(text, UTF_8);
    }
    return hasher
        .putBytes(asset.hash().bytes())
        .putLong(range.start())
        .putLong(range.end())
        .hash()
        .asBytes();
  }

  /** The part of the range that has still to come. */
  ByteRange rest() {
    return new ByteRange(range.start() + kept, range.end());
  }

  long kept() {
    return kept;
  }

  boolean isComplete() {
    return kept == range.length();
  }

  /** Adds bytes that came. */
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

  /** Returns how many bytes of disk a range still takes, beyond those that its part has. */
  static long toWrite(Path folder, AssetReference asset, ByteRange range) throws IOException {
    Path file = folder.resolve(fileName(asset));
    long there = Files.exists(file) ? Files.size(file) : 0;
    return Math.max(0, HEADER + range.length() - there);
  }

  /** Forgets what came, because it turned out to be wrong. */
  void restart() throws IOException {
    channel.truncate(HEADER);
    kept = 0;
  }

  /** Reads what came, from its start. The part stays open. */
  InputStream read() throws IOException {
    channel.position(HEADER);
    return Channels.newInputStream(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
