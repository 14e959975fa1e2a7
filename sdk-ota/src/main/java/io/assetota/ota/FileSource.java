package io.assetota.ota;

import com.google.common.io.ByteStreams;
import io.assetota.bundle.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle in a file. */
record FileSource(Path file) implements BundleSource {
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
      return ByteStreams.limit(Channels.newInputStream(channel), range.length());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
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
