package io.assetota.bundle;

import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ContentPacker;
import io.assetota.core.model.AssetException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;

/** One content on its way into a Deflate stream: in one piece, or cut. */
abstract class Packing implements Closeable {
  private static final int CHUNK = 64 * 1024;

  /** Takes the next bytes. */
  abstract void write(byte[] content, int length) throws IOException;

  /** Ends the stream, and returns the chunks of its segments; none if it is not cut. */
  abstract List<ChunkPage> finish() throws IOException;

  @Override
  public abstract void close();

  static Packing plain(OutputStream out) {
    return new Plain(new Temporary(out));
  }

  static Packing cut(long[] forcedCuts, OutputStream out) {
    return new Cut(new ContentPacker(forcedCuts, new Temporary(out)));
  }

  private static final class Plain extends Packing {
    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    private final byte[] packed = new byte[CHUNK];
    private final OutputStream out;

    Plain(OutputStream out) {
      this.out = out;
    }

    @Override
    void write(byte[] content, int length) throws IOException {
      deflater.setInput(content, 0, length);
      drain();
    }

    @Override
    List<ChunkPage> finish() throws IOException {
      deflater.finish();
      drain();
      return List.of();
    }

    private void drain() throws IOException {
      int n;
      while ((n = deflater.deflate(packed)) > 0) {
        out.write(packed, 0, n);
      }
    }

    @Override
    public void close() {
      deflater.end();
    }
  }

  private static final class Cut extends Packing {
    private final ContentPacker packer;

    Cut(ContentPacker packer) {
      this.packer = packer;
    }

    @Override
    void write(byte[] content, int length) throws IOException {
      packer.write(content, 0, length);
    }

    @Override
    List<ChunkPage> finish() throws IOException {
      return packer.finish();
    }

    @Override
    public void close() {
      packer.close();
    }
  }

  /** Where what doesn't fit into memory goes: the asset is not to blame when that fails. */
  private static final class Temporary extends OutputStream {
    private final OutputStream out;

    Temporary(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
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
