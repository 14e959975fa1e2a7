package io.assetota.maven.layout;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;

/**
 * The folder that an application is put together in. All files and folders get the same modes,
 * whatever the umask of the machine is, since modes are a part of the application.
 */
final class ApplicationFolder {
  private static final String FILE_MODE = "rw-r--r--";
  private static final String FOLDER_MODE = "rwxr-xr-x";

  private final Path root;
  private final LocalDateTime entryTime;

  private ApplicationFolder(Path root, LocalDateTime entryTime) {
    this.root = root;
    this.entryTime = entryTime;
  }

  /** Writes a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Makes an empty folder: what an earlier build left there would go into the bundle. */
  static ApplicationFolder empty(Path root, LocalDateTime entryTime) throws IOException {
    if (Files.exists(root)) {
      MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    Files.createDirectories(root);
    return new ApplicationFolder(root, entryTime);
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path));
  }

  void copy(Path file, String path) throws IOException {
    write(path, out -> Files.copy(file, out));
  }

  void copy(InputStream in, String path) throws IOException {
    write(path, in::transferTo);
  }

  /** Copies a jar that this build has made: the same content gives the same bytes. */
  void copyBuilt(Path jar, String path) throws IOException {
    write(path, out -> SteadyJar.copy(jar, out, entryTime));
  }

  void write(String path, Content content) throws IOException {
    Path file = root.resolve(path);
    makeFolders(file);
    try (OutputStream out = Files.newOutputStream(file)) {
      content.writeTo(out);
    }
    setMode(file, FILE_MODE);
  }

  private void makeFolders(Path file) throws IOException {
    Path folder = root;
    for (Path name : root.relativize(file.resolveSibling(""))) {
      folder = folder.resolve(name);
      if (!Files.exists(folder)) {
        Files.createDirectory(folder);
        setMode(folder, FOLDER_MODE);
      }
    }
  }

  private static void setMode(Path path, String mode) throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }
}
