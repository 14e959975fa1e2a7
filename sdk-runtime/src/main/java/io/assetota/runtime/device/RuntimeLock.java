package io.assetota.runtime.device;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.model.AssetException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Keeps a device folder to one runtime. The system frees it when the process ends. */
public final class RuntimeLock implements Closeable {
  private static final String FILE = "runtime.lock";

  private final FileChannel channel;

  private RuntimeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it.
   *
   * @throws AssetException if another runtime has it
   */
  public static RuntimeLock take(Path home) throws IOException {
    FileChannel channel = FileChannel.open(home.resolve(FILE), CREATE, WRITE, NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() == null) {
        throw taken(home);
      }
      return new RuntimeLock(channel);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw taken(home);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static AssetException taken(Path home) {
    return new AssetException(
        "another process runs the application of " + home + " already: end that one first");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
