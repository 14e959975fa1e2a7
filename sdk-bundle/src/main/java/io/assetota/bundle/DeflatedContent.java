package io.assetota.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once and read later: in memory as long as they are few, else in a
 * temporary file. The file is open only while it is written or read, since a bundle may have tens
 * of thousands of these; Guava's FileBackedOutputStream keeps it open. Not safe for use by several
 * threads.
 */
final class DeflatedContent extends OutputStream {
  private final int inMemory;
  private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable OutputStream out = memory;
  private @Nullable Path file;

  /**
   * Begins without content.
   *
   * @param inMemory the most bytes that are kept in memory
   */
  DeflatedContent(int inMemory) {
    this.inMemory = inMemory;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (out == null) {
      throw new IOException("the content is complete");
    }
    if (memory != null && memory.size() + length > inMemory) {
      Path temporary = Files.createTempFile("asset-ota-", ".deflated");
      file = temporary;
      OutputStream rest = Files.newOutputStream(temporary);
      out = rest;
      memory.writeTo(rest);
      memory = null;
    }
    out.write(bytes, offset, length);
  }

  /** Ends writing. The content can be read until it is {@linkplain #delete deleted}. */
  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }

  /** Opens the content. */
  InputStream open() throws IOException {
    if (file != null) {
      return Files.newInputStream(file);
    }
    byte[] bytes = memory == null ? new byte[0] : memory.toByteArray();
    return new ByteArrayInputStream(bytes);
  }

  /** Removes the temporary file. May be called twice. */
  void delete() throws IOException {
    close();
    memory = null;
    if (file != null) {
      Files.deleteIfExists(file);
      file = null;
    }
  }
}
