package io.assetota.handlers.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import io.assetota.core.files.Disk;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The folder that assets go into: its files, and nothing outside of it. */
final class TargetFolder {
  /** Names that begin like this are the handler's own. */
  static final String RESERVED = ".asset-ota.";

  private static final String DRAFT = RESERVED + "part";
  private static final int BLOCK = 64 * 1024;

  /** Writes the content of a file. */
  interface Content {
    void writeTo(Disk.Draft draft) throws IOException;
  }

  /** What has to be on the disk before a file appears. */
  interface Before {
    void run() throws IOException;
  }

  private final Path folder;
  private final Disk disk;

  private TargetFolder(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Opens the folder, makes it if there is none, and removes what a cut-off write left. */
  static TargetFolder open(Path folder, Disk disk) throws IOException {
    Deque<Path> toCreate = new ArrayDeque<>();
    // Not isDirectory(): that is false for what this process may not see, too.
    for (Path f = folder; f != null && Files.notExists(f); f = f.getParent()) {
      toCreate.push(f);
    }
    for (Path f : toCreate) {
      disk.createDurableFolder(f);
    }
    if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
      throw new NotDirectoryException(folder.toString());
    }
    disk.delete(folder.resolve(DRAFT));
    return new TargetFolder(folder, disk);
  }

  /**
   * Returns the file for a name.
   *
   * @param name a valid asset name, so without separators
   * @throws AssetException if there can be no such file here
   */
  Path file(String name) throws AssetException {
    // In any case of letters: the folder may lie on a card that doesn't tell them apart.
    if (name.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
      throw new AssetException(
          "asset " + name + " can't become a file: names with " + RESERVED + " are reserved");
    }
    try {
      Path file = folder.resolve(name);
      if (folder.equals(file.getParent())) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw new AssetException(
          "asset "
              + name
              + " can't become a file: this Java's file names are encoded in "
              + System.getProperty("sun.jnu.encoding")
              + ", which lacks a character of it. Run with a UTF-8 locale, such as LC_ALL=C.UTF-8",
          e);
    }
    throw new AssetException("asset " + name + " would not be a file in " + folder);
  }

  /** Refuses what is there but is no file: a link, a folder, a device. */
  static void requireReplaceable(Path file) throws IOException {
    Optional<BasicFileAttributes> present = attributes(file);
    if (present.isPresent() && !present.get().isRegularFile()) {
      String what =
          present.get().isSymbolicLink()
              ? "a symbolic link"
              : present.get().isDirectory() ? "a folder" : "not a regular file";
      throw new AssetException(
          file + " is " + what + " and is left alone: remove it, or use another folder");
    }
  }

  /** Looks at what has this very name, and not at where a link leads. */
  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns the length of a file; empty if there is none. */
  static Optional<Long> size(Path file) throws IOException {
    return attributes(file)
        .filter(BasicFileAttributes::isRegularFile)
        .map(BasicFileAttributes::size);
  }

  /** Returns the SHA-256 of a file; empty if there is none. */
  static Optional<AssetHash> hash(Path file) throws IOException {
    if (size(file).isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = sha256();
    try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of(READ, NOFOLLOW_LINKS))) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      while (channel.read(block) >= 0) {
        digest.update(block.flip());
        block.clear();
      }
    }
    return Optional.of(AssetHash.of(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Replaces a file, or makes a new one: in one step, so that there is the old content or the new.
   *
   * @param before runs when the content is safe, and before the file appears
   */
  void replace(Path file, Content content, Before before) throws IOException {
    FileAccess access = FileAccess.of(file);
    Path draftFile = folder.resolve(DRAFT);
    try {
      try (Disk.Draft draft = disk.create(draftFile, access.whileWriting())) {
        content.writeTo(draft);
        access.applyTo(draftFile);
        draft.force();
      }
      before.run();
      disk.rename(draftFile, file);
    } catch (IOException | RuntimeException e) {
      discard(draftFile, e);
      throw e;
    }
    disk.forceFolder(folder);
  }

  private void discard(Path draftFile, Exception failure) {
    try {
      disk.delete(draftFile);
    } catch (IOException e) {
      failure.addSuppressed(e); // opening the folder tries again
    }
  }

  /** Removes a file. Call {@link #force} after the last one. */
  void remove(Path file) throws IOException {
    disk.delete(file);
  }

  /** Returns when removals will survive a power cut. */
  void force() throws IOException {
    disk.forceFolder(folder);
  }

  Path path() {
    return folder;
  }

  Disk disk() {
    return disk;
  }
}
