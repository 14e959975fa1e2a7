package io.assetota.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.assetota.core.model.AssetException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * A file beside its place, which it takes when it is complete: readers see what was there before,
 * or all of the new content. The draft's name has nothing of the place's name, which may be as long
 * as a name can be; and failures name the place, which the user knows.
 *
 * @param path where it is
 * @param place where it goes
 */
public record Draft(Path path, Path place) implements Closeable {
  private static final String PREFIX = ".asset-ota-";

  /** Writes the content. */
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param channel an empty file
     * @throws IOException if it can't be written, or what it is made of can't be read
     */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Begins a draft.
   *
   * @param place where it is to go: a file, or where there is nothing yet
   * @return a draft that is not written yet
   * @throws AssetException if something is there that is no file, such as a device
   */
  public static Draft of(Path place) throws AssetException {
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      throw new AssetException(place + " is no file that could be replaced: name another");
    }
    // Not createTempFile: its files are for their owner only, and the result would be, too.
    return new Draft(place.resolveSibling(PREFIX + UUID.randomUUID()), place);
  }

  /**
   * Begins a draft whose name is the same each time, so that what a power cut left is overwritten.
   * Only one process may write to this place.
   *
   * @param place where it is to go
   * @return a draft that is not written yet
   * @throws IOException if an old one can't be removed
   */
  public static Draft again(Path place) throws IOException {
    String name =
        Hashing.sha256().hashString(String.valueOf(place.getFileName()), UTF_8).toString();
    Path path = place.resolveSibling(PREFIX + "new-" + name.substring(0, 16));
    Draft draft = new Draft(path, place);
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw draft.ofPlace(e);
    }
    return draft;
  }

  /**
   * Writes it. Returns when the content is safe from a power cut.
   *
   * @param content what to write
   * @return the length in bytes
   * @throws IOException if it can't be written
   */
  public long write(Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(channel);
      channel.force(true);
      return channel.size();
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw ofPlace(e);
    }
  }

  /**
   * Takes the place of what was there before, at once. Survives a power cut when this returns.
   *
   * @throws IOException if that is not possible
   */
  public void keep() throws IOException {
    try {
      Disk.real().replace(path, place);
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw ofPlace(e);
    }
  }

  /**
   * Takes the place of what was there before, at once, also in a folder that can't be read.
   *
   * @throws IOException if that is not possible
   */
  public void keepAsOutput() throws IOException {
    try {
      Disk.real().replaceOutput(path, place);
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw ofPlace(e);
    }
  }

  private IOException ofPlace(IOException e) {
    if (e instanceof FileSystemException f && !path.toString().equals(f.getFile())) {
      return e; // What was read is to blame.
    }
    FileSystemException named =
        e instanceof AccessDeniedException
            ? new AccessDeniedException(place.toString())
            : new FileSystemException(
                place.toString(),
                null,
                e instanceof FileSystemException f
                    ? Objects.requireNonNullElse(f.getReason(), "its folder takes no such file")
                    : Objects.requireNonNullElse(e.getMessage(), e.toString()));
    named.initCause(e);
    return named;
  }

  /** Removes what was not kept. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
