package io.assetota.bundle;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.bundle.zip.ZipFormat;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ContentPacker;
import io.assetota.core.chunk.ZipCuts;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/** Reads content once: hashes, sums and compresses it on the way. */
final class AssetDeflater {
  private static final int CHUNK = 64 * 1024;

  /** Above this a module's 32-bit sizes can't hold an asset, nor the zip without zip64. */
  private static final long MAX_SIZE = ZipFormat.MAX_32 - (1 << 20);

  private AssetDeflater() {}

  /**
   * Compresses content.
   *
   * @param inMemory the most bytes of the stream that are kept in memory
   * @param spill where longer ones go
   * @param progress is told how many bytes were read since the last time
   */
  static DeflatedAsset deflate(
      AssetSource source, int inMemory, SpillFile spill, LongConsumer progress) throws IOException {
    DeflatedContent out = new DeflatedContent(inMemory, spill);
    try (InputStream in = source.content().open();
        Packing packing = Packing.plain(out)) {
      DeflatedAsset deflated = deflate(source.name(), in, packing, out, progress);
      source.requireUnchanged(deflated.size());
      return deflated;
    }
  }

  /** Cuts content into chunks and compresses it, if it is long enough; else only the latter. */
  static DeflatedAsset cut(AssetSource source, int inMemory, SpillFile spill, LongConsumer progress)
      throws IOException {
    if (source.expectedSize() < ContentPacker.MIN_CONTENT) {
      return deflate(source, inMemory, spill, progress);
    }
    DeflatedContent out = new DeflatedContent(inMemory, spill);
    try (InputStream in = source.content().open();
        Packing packing = Packing.cut(forcedCuts(source), out)) {
      DeflatedAsset deflated = deflate(source.name(), in, packing, out, progress);
      source.requireUnchanged(deflated.size());
      return deflated;
    }
  }

  private static long[] forcedCuts(AssetSource source) throws IOException {
    try (SeekableByteChannel content = source.channel().open()) {
      return ZipCuts.find(content);
    }
  }

  private static DeflatedAsset deflate(
      String name, InputStream in, Packing packing, DeflatedContent out, LongConsumer progress)
      throws IOException {
    Hasher sha256 = Hashing.sha256().newHasher();
    CRC32 crc = new CRC32();
    byte[] content = new byte[CHUNK];
    long size = 0;
    int n;
    while ((n = in.readNBytes(content, 0, CHUNK)) > 0) {
      sha256.putBytes(content, 0, n);
      crc.update(content, 0, n);
      packing.write(content, n);
      progress.accept(n);
      size += n;
      if (size > MAX_SIZE) {
        throw new AssetException("asset " + name + " is longer than " + MAX_SIZE + " bytes");
      }
    }
    List<ChunkPage> chunks = packing.finish();
    out.close();
    return new DeflatedAsset(
        name,
        AssetHash.of(sha256.hash().asBytes()),
        crc.getValue(),
        size,
        out.length(),
        out,
        chunks);
  }
}
