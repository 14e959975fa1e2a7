package io.assetota.ota;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.chunk.ContentChunks;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageFullException;
import io.assetota.core.module.AssetModuleWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A Deflate stream that is put together, on disk: a module begins with its length, which is known
 * only then. It doesn't survive the update; making it again costs no fetch.
 */
final class ComposedFile {
  private static final int BUFFER = 64 * 1024;

  private final AssetReference asset;
  private final Path file;
  private final PartFetcher parts;

  /**
   * Describes the file of an asset.
   *
   * @param parts tells when to stop
   */
  ComposedFile(Path folder, AssetReference asset, PartFetcher parts) {
    this.asset = asset;
    this.parts = parts;
    this.file = folder.resolve(asset.hash() + ".composed" + PartFile.SUFFIX);
  }

  /** Writes a stream. */
  interface Content {
    ContentChunks writeTo(OutputStream out) throws IOException;
  }

  ContentChunks write(Content content) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(
            new Explained(
                Files.newOutputStream(
                    file, CREATE, WRITE, TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)),
            BUFFER)) {
      ContentChunks chunks = content.writeTo(out);
      out.flush();
      return chunks;
    }
  }

  /** Writes the module of the asset. */
  void writeModule(long size, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      AssetModuleWriter.forAsset(asset).writeCompressed(size, Files.size(file), in, out);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** A full disk is no fault of what is written. */
  private final class Explained extends OutputStream {
    private final OutputStream out;

    Explained(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      parts.requireGoingOn();
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw StorageFullException.explain(e, file, length);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
