package io.assetota.server.store;

import io.assetota.core.files.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A real disk. It reports when it is full. */
final class RealBundleDisk implements BundleDisk {
  private final Disk disk = Disk.real();

  @Override
  public void createFolder(Path folder) throws IOException {
    // Not createDirectories, which refuses a link to a folder on a larger disk.
    if (!Files.isDirectory(folder)) {
      disk.createDurableFolder(folder, OwnerOnly.folder(folder));
    }
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public OptionalLong size(Path file) throws IOException {
    return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
  }

  @Override
  public Disk.Draft create(Path file) throws IOException {
    return disk.create(file, OwnerOnly.file(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    disk.forceFolder(folder);
  }
}
