package io.assetota.core.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Replaces a file at once: after a power cut there is the old content or the new one. */
public final class DurableFile {
  private DurableFile() {}

  /**
   * Replaces a file that only one process writes.
   *
   * @param file the file
   * @param content its new content, which survives a power cut when this returns
   * @throws IOException if it can't be written
   */
  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, channel -> write(channel, ByteBuffer.wrap(content)));
  }

  /**
   * Replaces a file that only one process writes.
   *
   * @param file the file
   * @param content writes its new content, which survives a power cut when this returns
   * @throws IOException if it can't be written
   */
  public static void replace(Path file, Draft.Content content) throws IOException {
    try (Draft draft = Draft.again(file)) {
      draft.write(content);
      draft.keep();
    }
  }

  /**
   * Writes a file that a person asked for, replacing what is there. Any number of processes may do
   * so at a time.
   *
   * @param file the file
   * @param content writes its content
   * @return the length in bytes
   * @throws IOException if it can't be written; then what was there before is there
   */
  public static long writeOutput(Path file, Draft.Content content) throws IOException {
    try (Draft draft = Draft.of(file)) {
      long size = draft.write(content);
      draft.keepAsOutput();
      return size;
    }
  }

  /**
   * Writes bytes, all of them.
   *
   * @param channel where to
   * @param bytes what to write
   * @throws IOException if it can't be written
   */
  public static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
