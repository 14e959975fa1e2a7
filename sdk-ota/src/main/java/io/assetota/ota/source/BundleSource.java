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
 * A source of a bundle with random access. Safe for use by several threads.
 *
 * <p>The bundle must not change while an update reads it; {@link #version()} distinguishes
 * contents, also after a restart.
 */
public interface BundleSource extends Closeable {
  /**
   * Returns a source that reads a file.
   *
   * @param file the bundle
   * @return a source
   */
  static BundleSource of(Path file) {
    return new FileSource(file);
  }

  /**
   * Returns a source that reads from a web server.
   *
   * @param uri its address, http or https
   * @return a source with default options
   * @throws IllegalArgumentException if it is not such an address
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
   * Returns a text that changes whenever the content changes.
   *
   * @return for a server its entity tag, for a file its length and modification time; never empty
   * @throws IOException if the bundle can't be reached
   */
  String version() throws IOException;

  /**
   * Reads a part of the bundle.
   *
   * @param range which bytes, within the bundle
   * @return a stream of exactly these bytes, or one that fails while it is read; the caller closes
   *     it
   * @throws IOException if the bundle can't be reached, or has changed
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
   * Returns how many bytes of the bundle were received since the last call, or since the source was
   * opened: all of them, including the directory and bytes that were received twice.
   *
   * @return bytes
   */
  long takeBytesRead();

  /**
   * Tells whether reading is cheap, so that the whole bundle is verified before anything is
   * installed.
   *
   * @return true for a file
   */
  boolean isLocal();

  /** Returns the name of the bundle for messages: a path or an address, without secrets. */
  @Override
  String toString();

  /** Releases what the source holds. Its streams must be closed before. */
  @Override
  void close() throws IOException;
}
