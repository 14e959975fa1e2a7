package io.assetota.bundle;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.bundle.zip.ZipFormat;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

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
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (InputStream in = source.content().open()) {
      DeflatedAsset deflated = deflate(source.name(), in, deflater, out, progress);
      source.requireUnchanged(deflated.size());
      return deflated;
    } finally {
      deflater.end();
    }
  }

  private static DeflatedAsset deflate(
      String name, InputStream in, Deflater deflater, DeflatedContent out, LongConsumer progress)
      throws IOException {
    Hasher sha256 = Hashing.sha256().newHasher();
    CRC32 crc = new CRC32();
    byte[] content = new byte[CHUNK];
    byte[] packed = new byte[CHUNK];
    int n;
    while ((n = in.readNBytes(content, 0, CHUNK)) > 0) {
      sha256.putBytes(content, 0, n);
      crc.update(content, 0, n);
      deflater.setInput(content, 0, n);
      drain(deflater, packed, out);
      progress.accept(n);
      if (deflater.getBytesRead() > MAX_SIZE) {
        throw new AssetException("asset " + name + " is longer than " + MAX_SIZE + " bytes");
      }
    }
    deflater.finish();
    drain(deflater, packed, out);
    out.close();
    return new DeflatedAsset(
        name,
        AssetHash.of(sha256.hash().asBytes()),
        crc.getValue(),
        deflater.getBytesRead(),
        deflater.getBytesWritten(),
        out);
  }

  private static void drain(Deflater deflater, byte[] packed, DeflatedContent out)
      throws IOException {
    int n;
    while ((n = deflater.deflate(packed)) > 0) {
      try {
        out.write(packed, 0, n);
      } catch (IOException e) {
        // The asset is not to blame: what doesn't fit into memory goes to temporary files.
        throw new AssetException(
            "the temporary folder "
                + System.getProperty("java.io.tmpdir")
                + " can't be written: "
                + e.getMessage(),
            e);
      }
    }
  }
}
