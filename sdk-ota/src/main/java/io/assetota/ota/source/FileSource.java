package io.assetota.ota.source;

import com.google.common.io.ByteStreams;
import io.assetota.core.bundle.ByteRange;
import io.assetota.ota.stream.CountedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A bundle in a file. */
final class FileSource implements BundleSource {
  private final Path file;
  private final AtomicLong bytesRead = new AtomicLong();

  FileSource(Path file) {
    this.file = file;
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return Files.newByteChannel(file);
  }

  @Override
  public long size() throws IOException {
    return Files.size(file);
  }

  @Override
  public String version() throws IOException {
    return size() + "-" + Files.getLastModifiedTime(file).toMillis();
  }

  @Override
  public InputStream read(ByteRange range) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      channel.position(range.start());
      return new CountedStream(
          ByteStreams.limit(Channels.newInputStream(channel), range.length()),
          bytesRead::addAndGet);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public long takeBytesRead() {
    return bytesRead.getAndSet(0);
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public void close() {
    // holds nothing: each stream has its own channel
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
