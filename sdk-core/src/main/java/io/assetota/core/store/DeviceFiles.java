package io.assetota.core.store;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.UnreadableException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The few file operations that a device folder needs, so that tests can cut the power after each of
 * them. Names are relative to the folder, made by this SDK, and never come from outside.
 */
public interface DeviceFiles {
  /** A file that is being written, front to back. */
  interface Draft extends AutoCloseable {
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when the content will survive a power cut. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * Tells what a failure to read a file means.
   *
   * @param what the file, for people
   * @return the failure as it is, if the set-up or an interrupt is to blame, or the file's content;
   *     else an {@link UnreadableException}
   */
  static IOException explain(String what, IOException failure) {
    boolean isKnown =
        failure instanceof AssetException
            || failure instanceof FileSystemException
            || failure instanceof ClosedChannelException;
    if (isKnown) {
      return failure;
    }
    return failure instanceof EOFException
        ? new AssetException(what + " is cut off: " + failure.getMessage(), failure)
        : new UnreadableException(what, failure);
  }

  /** Returns where the device folder is. */
  Path home();

  /**
   * Creates the folder, and the ones above it, if it isn't there. When this returns, it survives a
   * power cut.
   */
  void createFolder(String folder) throws IOException;

  /**
   * Returns the names of the files in a folder, without the folder's; none if there is no such
   * folder.
   */
  List<String> list(String folder) throws IOException;

  /**
   * Tells whether there is such a file.
   *
   * @throws IOException if that can't be told: no permission is not the same as no file
   */
  boolean exists(String file) throws IOException;

  /**
   * Returns something that differs when the file was replaced, by whomever; empty if there is none.
   * Costs no more than a look at the folder.
   */
  Optional<Object> stamp(String file) throws IOException;

  /** Creates a file, which must not exist. */
  Draft create(String file) throws IOException;

  /**
   * Opens a file for reading. An open channel keeps the content even if the file is deleted. A
   * symbolic link is not followed.
   */
  SeekableByteChannel open(String file) throws IOException;

  /** Gives a file another name, replacing what has it, in one step. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file, if it exists. */
  void delete(String file) throws IOException;

  /** Returns when the names in a folder will survive a power cut. */
  void forceFolder(String folder) throws IOException;

  /** Returns the bytes that the file system still has room for. */
  long usableSpace() throws IOException;
}
