package io.assetota.core.application;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.files.SteadyFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** One walk through the folder of an application, which notices when somebody writes to it. */
final class TreeWalk {
  private static final int CHUNK = 64 * 1024;

  /** Set-user-id, set-group-id and sticky. */
  private static final int SPECIAL = 07000;

  private static final int PERMISSIONS = 0777;

  private final Path root;
  private final boolean hasModes;
  private final List<ApplicationEntry> entries = new ArrayList<>();
  private final List<SteadyFile> folders = new ArrayList<>();
  private final byte[] chunk = new byte[CHUNK];

  /**
   * Prepares a walk.
   *
   * @param root the folder that paths begin at
   */
  TreeWalk(Path root) {
    this.root = root;
    this.hasModes = root.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /** Reads one file in the folder, and nothing else. */
  List<ApplicationEntry> file(Path file) throws IOException {
    if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      throw special(file);
    }
    addFile(file);
    return entries;
  }

  /** Reads all that is in the folder, in the order of the paths. */
  List<ApplicationEntry> all() throws IOException {
    Files.walkFileTree(root, new Visitor());
    for (SteadyFile folder : folders) {
      folder.requireUnchanged();
    }
    entries.sort((a, b) -> a.path().compareTo(b.path()));
    return entries;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      folders.add(SteadyFile.of(folder));
      if (!folder.equals(root)) {
        addFolder(folder);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        addLink(file);
      } else if (attributes.isRegularFile()) {
        addFile(file);
      } else {
        throw special(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static AssetException special(Path file) {
    return new AssetException(
        file + " can't be a part of an application: it is a device, a pipe or a socket");
  }

  private void addFolder(Path folder) throws IOException {
    int mode = hasModes ? mode(folder) & PERMISSIONS : FileMode.FOLDER.bits();
    add(folder, () -> new ApplicationEntry.Folder(relative(folder), new FileMode(mode)));
  }

  private void addLink(Path link) throws IOException {
    String target =
        Files.readSymbolicLink(link).toString().replace(root.getFileSystem().getSeparator(), "/");
    add(link, () -> new ApplicationEntry.Link(relative(link), target));
  }

  private void addFile(Path file) throws IOException {
    SteadyFile steady = SteadyFile.of(file);
    int mode = hasModes ? mode(file) : FileMode.FILE.bits();
    if ((mode & SPECIAL) != 0) {
      throw new AssetException(
          file
              + " can't be a part of an application: it has the set-user-id, set-group-id or sticky"
              + " bit; take it off (chmod u-s,g-s,-t)");
    }
    Hasher hasher = Hashing.sha256().newHasher();
    long read = 0;
    try (InputStream in = Files.newInputStream(file)) {
      int n;
      while (read <= steady.size() && (n = in.read(chunk)) >= 0) { // it may grow for ever
        hasher.putBytes(chunk, 0, n);
        read += n;
      }
    }
    steady.requireUnchanged(read);
    AssetHash hash = AssetHash.of(hasher.hash().asBytes());
    add(
        file,
        () -> new ApplicationEntry.File(relative(file), new FileMode(mode), steady.size(), hash));
  }

  private static int mode(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode") & (SPECIAL | PERMISSIONS);
  }

  private ApplicationPath relative(Path file) {
    String path = root.relativize(file).toString();
    return new ApplicationPath(path.replace(root.getFileSystem().getSeparator(), "/"));
  }

  /** An entry that may break a rule, of which the message then tells the place on disk. */
  private interface Candidate {
    ApplicationEntry make();
  }

  private void add(Path file, Candidate candidate) throws AssetException {
    if (entries.size() == ApplicationManifest.MAX_ENTRIES) {
      throw new AssetException(
          root
              + " holds more than "
              + ApplicationManifest.MAX_ENTRIES
              + " files and folders: too many for an application");
    }
    try {
      entries.add(candidate.make());
    } catch (IllegalArgumentException e) {
      throw new AssetException(file + " can't be a part of an application: " + e.getMessage(), e);
    }
  }
}
