package io.assetota.ota.source;

import io.assetota.core.bundle.ByteRange;
import io.assetota.ota.http.HttpOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * Where a bundle comes from: anything with random access. Safe for use by several threads.
 *
 * <p>The bundle must stay the same while an update reads it; {@link #version()} tells one content
 * from another, also after a restart.
 */
public interface BundleSource extends Closeable {
  /**
   * Takes a bundle from a file.
   *
   * @param file the bundle
   * @return a source
   */
  static BundleSource of(Path file) {
    return new FileSource(file);
  }

  /**
   * Takes a bundle from a web server.
   *
   * @param uri its address, http or https
   * @return a source with the usual options
   * @throws IllegalArgumentException if it is no such address
   */
  static BundleSource of(URI uri) {
    return of(uri, HttpOptions.defaults());
  }

  /**
   * Takes a bundle from a web server.
   *
   * @param uri its address, http or https
   * @param options how it is fetched
   * @return a source
   * @throws IllegalArgumentException if it is no such address
   */
  static BundleSource of(URI uri, HttpOptions options) {
    return new HttpSource(uri, options);
  }

  /**
   * Returns the length of the bundle.
   *
   * @return bytes
   * @throws IOException if the bundle can't be reached
   */
  long size() throws IOException;

  /**
   * Returns what changes whenever the content changes.
   *
   * @return for a server its entity tag, for a file its length and modification time; never empty
   * @throws IOException if the bundle can't be reached
   */
  String version() throws IOException;

  /**
   * Reads a part of the bundle.
   *
   * @param range which bytes, within the bundle
   * @return exactly these bytes, or an exception while they are read; the caller closes it
   * @throws IOException if the bundle can't be reached, or is no longer the one that it was
   */
  InputStream read(ByteRange range) throws IOException;

  /**
   * Opens the bundle as a channel, for readers of bundles. By default it reads windows of up to 64
   * KiB by {@link #read}.
   *
   * @return a channel for reading, which the caller closes
   * @throws IOException if the bundle can't be reached
   */
  default SeekableByteChannel openChannel() throws IOException {
    return new SourceChannel(this);
  }

  /**
   * Tells how many bytes of the bundle have come since this was called last, or since the source
   * was opened: all of them, also of the directory, and those that came twice.
   *
   * @return bytes
   */
  long takeBytesRead();

  /**
   * Tells whether reading costs next to nothing, so that the whole bundle is verified before
   * anything is installed.
   *
   * @return true for a file
   */
  boolean isLocal();

  /** Returns what people know the bundle by: a path or an address, without secrets. */
  @Override
  String toString();

  /** Frees what the source holds. Streams of it must be closed before. */
  @Override
  void close() throws IOException;
}
