package io.assetota.core.files;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Replaces a file at once: after a power cut there is the old content or the new one. */
public final class DurableFile {
  /** Writes the content. */
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private DurableFile() {}

  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, channel -> write(channel, ByteBuffer.wrap(content)));
  }

  /** Returns when the new content will survive a power cut. */
  public static void replace(Path file, Content content) throws IOException {
    try (Draft draft = Draft.again(file)) {
      draft.write(content::writeTo);
      draft.keep();
    }
    forceFolder(file.toAbsolutePath().getParent());
  }

  private static void forceFolder(@Nullable Path folder) throws IOException {
    // Windows opens no folders, and keeps their names without being asked.
    if (folder != null && !WINDOWS) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      }
    }
  }

  public static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
