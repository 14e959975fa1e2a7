package io.assetota.handlers.testkit;

import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.AssetModuleWriter;
import java.util.Objects;

/** An asset in memory, for tests of handlers. */
public final class MemoryAsset implements Asset {
  private final AssetReference reference;
  private final byte[] content;

  /**
   * Makes an asset.
   *
   * @param name its name
   * @param content its raw bytes, which are copied
   */
  public MemoryAsset(String name, byte[] content) {
    this.content = content.clone();
    this.reference = new AssetReference(name, AssetHash.ofContent(content));
  }

  @Override
  public AssetReference reference() {
    return reference;
  }

  @Override
  public long size() {
    return content.length;
  }

  /** Returns what a module without compression would have. */
  @Override
  public long moduleSize() {
    return AssetModuleWriter.forAsset(reference).plainLength(content.length);
  }

  @Override
  public long storageSize() {
    return StorageLimits.storageSize(moduleSize());
  }

  @Override
  public AssetReader open() {
    return new Reader(content);
  }

  private static final class Reader extends AssetReader {
    private final byte[] content;
    private int position;

    Reader(byte[] content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void seek(long newPosition) {
      if (newPosition < 0 || newPosition > content.length) {
        throw new IllegalArgumentException("not inside the asset: " + newPosition);
      }
      position = (int) newPosition;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, buffer.length);
      if (length == 0) {
        return 0;
      }
      if (position == content.length) {
        return -1;
      }
      int count = Math.min(length, content.length - position);
      System.arraycopy(content, position, buffer, offset, count);
      position += count;
      return count;
    }

    @Override
    public int peek() {
      return position == content.length ? -1 : content[position] & 0xff;
    }
  }
}
