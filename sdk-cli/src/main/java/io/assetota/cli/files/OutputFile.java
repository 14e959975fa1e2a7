package io.assetota.cli.files;

import io.assetota.core.files.Disk;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The output of a command, written as people expect of a shell: {@code -} is standard output, a
 * device or pipe is written to, and a symbolic link is followed. A regular file is replaced
 * atomically and keeps its mode. A file that the user named may be replaced; one with a default
 * name may not.
 */
public final class OutputFile {
  /**
   * Writes the output.
   *
   * @param <T> what is known about it then
   */
  @FunctionalInterface
  public interface Maker<T> {
    /**
     * Writes a file.
     *
     * @param file a path in an existing folder; nothing is there yet
     */
    T make(Path file) throws IOException;
  }

  private static final Path STANDARD_OUTPUT = Path.of("-");

  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private final Disk disk = Disk.real();
  private final Path path;
  private final boolean mayReplace;
  private final Optional<OutputStream> standardOutput;

  private OutputFile(Path path, boolean mayReplace, Optional<OutputStream> standardOutput) {
    this.path = path;
    this.mayReplace = mayReplace;
    this.standardOutput = standardOutput;
  }

  /**
   * Determines where the output goes.
   *
   * @param wanted a file, {@code -}, or a folder for a file of the default name; null if the user
   *     gave nothing
   * @param defaultName the name of a file that the user didn't name
   * @param standardOutput called if the output goes to standard output
   */
  public static OutputFile of(
      @Nullable Path wanted, String defaultName, Supplier<OutputStream> standardOutput) {
    if (wanted == null) {
      return new OutputFile(Path.of(defaultName), false, Optional.empty());
    }
    if (wanted.equals(STANDARD_OUTPUT)) {
      return new OutputFile(wanted, true, Optional.of(standardOutput.get()));
    }
    return Files.isDirectory(wanted)
        ? new OutputFile(wanted.resolve(defaultName), false, Optional.empty())
        : new OutputFile(wanted, true, Optional.empty());
  }

  /** Returns the path as the user gave it. */
  public Path path() {
    return path;
  }

  /** Returns whether the output would replace this file. */
  public boolean replaces(Path file) throws IOException {
    return !isStream() && Files.exists(path) && Files.isSameFile(path, file);
  }

  /** Refuses what can't work, before any work is done. */
  public OutputFile check() throws IOException {
    if (isStream()) {
      return this;
    }
    Path folder = place().toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new AssetException(
          "there is no folder "
              + new InputFile(folder).shown()
              + ": create it, or choose another one");
    }
    if (Files.isDirectory(path)) {
      throw new AssetException(shown() + " is a folder: choose another file");
    }
    if (!mayReplace && Files.exists(path)) {
      throw new AssetException(shown() + " already exists: give it as the output to replace it");
    }
    return this;
  }

  /** Writes the content. */
  public void write(ByteBuffer content) throws IOException {
    make(
        file -> {
          try (Disk.Draft draft = disk.create(file)) {
            draft.write(content.duplicate());
            draft.force();
          } catch (FileSystemException e) {
            throw e;
          } catch (IOException e) {
            throw ofOutput(e);
          }
          return file;
        });
  }

  /**
   * Lets the output be written to a temporary file, and moves or copies it to its place.
   *
   * @return what the maker returned
   */
  public <T> T make(Maker<T> maker) throws IOException {
    check();
    return isStream() ? makeForStream(maker) : makeFile(maker);
  }

  private <T> T makeFile(Maker<T> maker) throws IOException {
    Path place = place();
    Path draft = place.resolveSibling(".asset-ota-" + UUID.randomUUID());
    try {
      T result = maker.make(draft);
      if (Files.exists(place)) {
        FileMode.copy(place, draft);
      }
      Disk.real().replaceOutput(draft, place);
      return result;
    } catch (FileSystemException e) {
      throw draft.toString().equals(e.getFile()) ? ofOutput(e) : e;
    } finally {
      if (Files.exists(draft)) { // Deleting what never came into being could fail, too.
        Files.delete(draft);
      }
    }
  }

  private <T> T makeForStream(Maker<T> maker) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path file = folder.path().resolve("output");
      T result = maker.make(file);
      if (standardOutput.isPresent()) {
        Files.copy(file, standardOutput.get());
        standardOutput.get().flush();
        return result;
      }
      try (OutputStream out =
          Channels.newOutputStream(FileChannel.open(path, StandardOpenOption.WRITE))) {
        Files.copy(file, out);
      } catch (IOException e) {
        throw ofOutput(e);
      }
      return result;
    }
  }

  /** Standard output, a device or a pipe; also a link of the system to an open file. */
  private boolean isStream() throws IOException {
    if (standardOutput.isPresent()) {
      return true;
    }
    if (!Files.exists(path) || Files.isDirectory(path)) {
      return false;
    }
    return !Files.isRegularFile(path) || place().startsWith("/proc");
  }

  /** Follows links, also one to a file that doesn't exist yet. */
  private Path place() throws IOException {
    Path place = path;
    for (int links = 0; Files.isSymbolicLink(place); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      Path target = place.resolveSibling(Files.readSymbolicLink(place));
      if (place.startsWith("/proc")) {
        return place; // The name of an open file may be none of the file system.
      }
      place = target;
    }
    return place;
  }

  /** Returns the same failure with the name that the user gave. */
  private IOException ofOutput(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return new AssetException(
          shown() + ": permission denied to write it, or into its folder", failure);
    }
    String reason =
        failure instanceof FileSystemException e
            ? Objects.requireNonNullElse(e.getReason(), "")
            : Objects.requireNonNullElse(failure.getMessage(), "");
    return new AssetException(
        reason.isEmpty() ? shown() + " can't be written" : shown() + " can't be written: " + reason,
        failure);
  }

  private String shown() {
    return new InputFile(path).shown();
  }
}
