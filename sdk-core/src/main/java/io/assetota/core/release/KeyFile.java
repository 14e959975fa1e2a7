package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.files.DurableFile;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates files that hold keys. */
final class KeyFile {
  private KeyFile() {}

  /**
   * Creates a file.
   *
   * @param secret whether only the owner may read it, from the moment on when it exists
   */
  static void create(Path file, String text, boolean secret) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(CREATE_NEW, WRITE), attributes(file, secret))) {
      fill(channel, file, text);
    } catch (FileAlreadyExistsException e) {
      throw new AssetException(
          "there is a file " + file + " already, and a key is never overwritten", e);
    }
  }

  /** A partly written key is useless, and would block the next attempt. */
  private static void fill(FileChannel channel, Path file, String text) throws IOException {
    try {
      DurableFile.write(channel, ByteBuffer.wrap(text.getBytes(US_ASCII)));
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private static FileAttribute<?>[] attributes(Path file, boolean secret) {
    boolean hasModes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return secret && hasModes
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
