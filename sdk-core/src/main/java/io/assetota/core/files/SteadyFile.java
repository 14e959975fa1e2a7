package io.assetota.core.files;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file as it was when somebody began to use it. What is written to it meanwhile, or takes its
 * place, is noticed by its length, its time and its identity, as far as the file system tells them.
 *
 * @param path the file
 * @param size its length in bytes
 * @param modified when it was written
 * @param key what identifies it, where the file system has such a thing
 */
public record SteadyFile(Path path, long size, FileTime modified, Optional<Object> key) {
  /**
   * Looks at a file.
   *
   * @param path the file
   * @return what it is now
   * @throws IOException if it can't be looked at
   */
  public static SteadyFile of(Path path) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return new SteadyFile(
        path, now.size(), now.lastModifiedTime(), Optional.ofNullable(now.fileKey()));
  }

  /**
   * Checks that the file is what it was.
   *
   * @param read how many bytes of it were read, to its end
   * @throws AssetException if it is not, or another number of bytes came
   * @throws IOException if it can't be looked at
   */
  public void requireUnchanged(long read) throws IOException {
    if (read != size) {
      throw changed("it had " + size + " bytes, and " + read + " were read");
    }
    requireUnchanged();
  }

  /**
   * Checks that the file is what it was.
   *
   * @throws AssetException if it is not
   * @throws IOException if it can't be looked at
   */
  public void requireUnchanged() throws IOException {
    SteadyFile now;
    try {
      now = of(path);
    } catch (NoSuchFileException e) {
      throw changed("it is gone");
    }
    if (now.size != size) {
      throw changed("it had " + size + " bytes and has " + now.size);
    }
    if (!now.modified.equals(modified) || !now.key.equals(key)) {
      throw changed("it was written at " + now.modified);
    }
  }

  private AssetException changed(String how) {
    return new AssetException(
        path + " changed while it was read: " + how + "; try again when nobody writes it");
  }
}
