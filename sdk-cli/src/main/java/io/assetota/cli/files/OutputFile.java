package io.assetota.cli.files;

import io.assetota.core.files.Draft;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that a command makes. One that the user named replaces what is there; one that we named
 * does not, for nobody said that it may.
 *
 * @param path where it goes
 * @param mayReplace whether the user named it
 */
public record OutputFile(Path path, boolean mayReplace) {
  /**
   * Finds where the output goes.
   *
   * @param wanted a file, or a folder for a file of the default name; null if the user didn't say
   * @param defaultName the name of a file that the user didn't name
   */
  public static OutputFile of(@Nullable Path wanted, String defaultName) {
    if (wanted == null) {
      return new OutputFile(Path.of(defaultName), false);
    }
    return Files.isDirectory(wanted)
        ? new OutputFile(wanted.resolve(defaultName), false)
        : new OutputFile(wanted, true);
  }

  /** Refuses what can't work, before anything is done. */
  public OutputFile check() throws AssetException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new AssetException("there is no folder " + folder + ": make it, or name another");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new AssetException(path + " is no file that could be replaced: name another");
    }
    if (!mayReplace && Files.exists(path)) {
      throw new AssetException(path + " exists already: name the output to replace it");
    }
    return this;
  }

  /** Writes it at once: either all of it is there afterwards, or what was there before. */
  public void write(ByteBuffer content) throws IOException {
    check();
    try (Draft draft = Draft.of(path)) {
      draft.write(channel -> writeAll(channel, content.duplicate()));
      draft.keep();
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw ofOutput(e);
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer rest) throws IOException {
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** The same failure with the name that the user gave, not that of the draft. */
  private IOException ofOutput(IOException failure) {
    String name = new InputFile(path).shown();
    if (failure instanceof AccessDeniedException) {
      return new AssetException(
          name + ": permission denied to write it, or into its folder", failure);
    }
    if (failure instanceof FileSystemException e && e.getReason() != null) {
      return new AssetException(name + " can't be written: " + e.getReason(), failure);
    }
    return failure instanceof FileSystemException || failure.getMessage() == null
        ? new AssetException(name + " can't be written there", failure)
        : new AssetException(name + " can't be written: " + failure.getMessage(), failure);
  }
}
