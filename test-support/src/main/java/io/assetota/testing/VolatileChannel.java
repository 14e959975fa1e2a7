package io.assetota.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** A file or folder of a {@link VolatileFileSystem} that is open. */
final class VolatileChannel extends FileChannel {
  private final VolatileFileSystem system;
  private final String key;
  private final VolatileFileSystem.Node node;
  private long position;

  VolatileChannel(VolatileFileSystem system, String key, VolatileFileSystem.Node node) {
    this.system = system;
    this.key = key;
    this.node = node;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int n = read(target, position);
    position += Math.max(0, n);
    return n;
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    requireFile();
    if (from >= node.bytes.length) {
      return -1;
    }
    int n = Math.min(target.remaining(), node.bytes.length - (int) from);
    target.put(node.bytes, (int) from, n);
    return n;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    long all = 0;
    for (int i = offset; i < offset + length; i++) {
      int n = read(targets[i]);
      if (n < 0) {
        return all == 0 ? -1 : all;
      }
      all += n;
    }
    return all;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int n = write(source, position);
    position += n;
    return n;
  }

  @Override
  public int write(ByteBuffer source, long to) throws IOException {
    requireFile();
    int n = source.remaining();
    system.step(
        () -> {
          node.bytes = Arrays.copyOf(node.bytes, Math.max(node.bytes.length, (int) to + n));
          source.get(node.bytes, (int) to, n);
          node.forced = false;
        });
    return n;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long all = 0;
    for (int i = offset; i < offset + length; i++) {
      all += write(sources[i]);
    }
    return all;
  }

  private void requireFile() throws IOException {
    if (node.isFolder) {
      throw new IOException("Is a directory");
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return node.bytes.length;
  }

  @Override
  public FileChannel truncate(long size) {
    if (size < node.bytes.length) {
      system.step(
          () -> {
            node.bytes = Arrays.copyOf(node.bytes, (int) size);
            node.forced = false;
          });
    }
    position = Math.min(position, size);
    return this;
  }

  @Override
  public void force(boolean metaData) {
    system.force(key, node);
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    int n = (int) Math.max(0, Math.min(count, node.bytes.length - from));
    return target.write(ByteBuffer.wrap(node.bytes, (int) from, n).slice());
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, 64 * 1024));
    int n = source.read(buffer);
    return n <= 0 ? 0 : write(buffer.flip(), to);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long size) {
    throw new UnsupportedOperationException("nothing is mapped here");
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) {
    throw new UnsupportedOperationException("nothing is locked here");
  }

  @Override
  public FileLock tryLock(long from, long size, boolean shared) {
    throw new UnsupportedOperationException("nothing is locked here");
  }

  @Override
  protected void implCloseChannel() {}
}
