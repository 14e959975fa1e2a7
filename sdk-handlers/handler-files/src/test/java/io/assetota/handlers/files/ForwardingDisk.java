package io.assetota.handlers.files;

import io.assetota.core.files.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/** A real disk, to override some operations of. */
abstract class ForwardingDisk implements Disk {
  private final Disk disk = Disk.real();

  @Override
  public void createFolder(Path path, FileAttribute<?>... attributes) throws IOException {
    disk.createFolder(path, attributes);
  }

  @Override
  public Draft create(Path file, FileAttribute<?>... attributes) throws IOException {
    return disk.create(file, attributes);
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
  public void forceFolder(Path path) throws IOException {
    disk.forceFolder(path);
  }
}
