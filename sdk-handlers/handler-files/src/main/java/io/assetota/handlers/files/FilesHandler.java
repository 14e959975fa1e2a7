package io.assetota.handlers.files;

import io.assetota.core.files.Disk;
import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts each asset into a folder, as a file of the asset's name.
 *
 * <ul>
 *   <li>A file has the old or the new content at any time, and the new content survives a power cut
 *       when {@link #handle} returns.
 *   <li>A file that already has the content is not touched.
 *   <li>A file that is replaced keeps its permissions, and its owner and group where this process
 *       may set them; a new file gets the permissions that the umask leaves.
 *   <li>Nothing outside of the folder is written. What is there under an asset's name but is no
 *       file, such as a symbolic link, is left alone and the asset fails.
 *   <li>Files of assets that are gone stay; {@link #removingGone} removes them.
 * </ul>
 *
 * <p>An {@link io.assetota.core.AssetRouter} calls a handler for what is new. Route it with {@code
 * always} to restore files that were changed or deleted.
 *
 * <p>A value: handlers for the same folder are equal, so several routes may each have one. Safe for
 * use by several threads, but only one at a time may work on a folder.
 */
public final class FilesHandler implements AssetHandler {
  private static final Logger log = LoggerFactory.getLogger(FilesHandler.class);
  private static final int BLOCK = 64 * 1024;

  private final Path folder;
  private final boolean removesGone;
  private final Disk disk;

  /**
   * Makes a handler that leaves files of assets that are gone.
   *
   * @param folder where the files go; made, with those above it, when the first asset comes
   */
  public FilesHandler(Path folder) {
    this(folder, false, Disk.real());
  }

  FilesHandler(Path folder, boolean removesGone, Disk disk) {
    this.folder = folder.toAbsolutePath();
    this.removesGone = removesGone;
    this.disk = disk;
  }

  /**
   * Returns a handler that removes a file when its asset is gone: when the application no longer
   * has it, or it goes to another handler. Only files go that handlers for this folder wrote, and
   * that did not change since. If several routes lead to one folder, all of their handlers must be
   * such ones, or none.
   *
   * @return a handler for the same folder
   */
  public FilesHandler removingGone() {
    return new FilesHandler(folder, true, disk);
  }

  /**
   * Returns where the files go.
   *
   * @return an absolute path
   */
  public Path folder() {
    return folder;
  }

  /**
   * Writes the asset's file, unless it has that content already.
   *
   * @throws StorageFullException if the disk has no room for it
   * @throws io.assetota.core.model.CancelledException if it was cancelled before the file was
   *     replaced
   * @throws AssetException if the folder can't hold a file of that name, or writing fails; the file
   *     then has its old content
   * @throws IOException if the asset can't be read
   */
  @Override
  public void handle(Asset asset, HandlerContext context) throws IOException {
    TargetFolder target = open();
    Path file = target.file(asset.name());
    log.info("asset path={} size={}", file, asset.size());
    TargetFolder.requireReplaceable(file);
    if (has(file, asset)) {
      log.info("file is unchanged");
      return;
    }
    requireRoom(asset);
    try {
      target.replace(
          file,
          draft -> copy(asset, draft, context),
          () -> WrittenFiles.read(target).add(asset.reference()));
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw new AssetException(
          "asset " + asset.name() + " could not be written to " + file + ": " + reason(e), e);
    }
    log.info("wrote {} bytes to file", asset.size());
  }

  private TargetFolder open() throws AssetException {
    try {
      return TargetFolder.open(folder, disk);
    } catch (IOException e) {
      throw new AssetException("the folder " + folder + " can't be used: " + reason(e), e);
    }
  }

  /** What the JDK only says by the type of the exception, in words. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile() + ": run as a user who may write there";
    }
    if (e instanceof NotDirectoryException) {
      return "something else has that name: remove it, or use another folder";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason() + ": " + failure.getFile();
    }
    return e.toString();
  }

  private static boolean has(Path file, Asset asset) throws IOException {
    return TargetFolder.size(file).equals(Optional.of(asset.size()))
        && TargetFolder.hash(file).equals(Optional.of(asset.hash()));
  }

  private void requireRoom(Asset asset) throws IOException {
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (asset.size() > usable) {
      throw new StorageFullException(
          "no room for asset " + asset.name() + " in " + folder, asset.size(), usable);
    }
  }

  private static void copy(Asset asset, Disk.Draft draft, HandlerContext context)
      throws IOException {
    byte[] block = new byte[BLOCK];
    try (AssetReader in = asset.open()) {
      for (int n = in.readNBytes(block, 0, BLOCK); n > 0; n = in.readNBytes(block, 0, BLOCK)) {
        context.checkCancelled();
        draft.write(ByteBuffer.wrap(block, 0, n));
        context.progress("write", in.position(), in.size());
      }
    }
  }

  /** Removes the files of assets that are gone, if that was asked for. */
  @Override
  public void settle(List<Asset> assets, HandlerContext context) throws IOException {
    if (Files.notExists(folder)) { // not "can't be seen": that is for open() to refuse
      return;
    }
    TargetFolder target = open();
    WrittenFiles written = WrittenFiles.read(target);
    Set<String> current = assets.stream().map(Asset::name).collect(Collectors.toSet());
    boolean changed = false;
    for (String name : written.names()) {
      Path file = target.file(name);
      Set<AssetHash> ours = written.hashes(name);
      if (!current.contains(name) && removesGone) {
        context.checkCancelled();
        removeGone(target, file, ours, current);
        written.forget(name);
        changed = true;
      } else if (ours.size() > 1) {
        Optional<AssetHash> now = TargetFolder.hash(file).filter(ours::contains);
        now.ifPresent(hash -> written.set(name, hash));
        changed |= now.isPresent();
      }
    }
    if (changed) {
      target.force();
      written.write();
    }
  }

  private static void removeGone(
      TargetFolder target, Path file, Set<AssetHash> ours, Set<String> current) throws IOException {
    Optional<AssetHash> now = TargetFolder.hash(file);
    if (now.isEmpty()) {
      return;
    }
    if (!ours.contains(now.get())) {
      log.info("kept path={}: its asset is gone, but the file was changed", file);
    } else if (isAlsoNamed(target, file, current)) {
      log.info("kept path={}: an asset that is still there has the same file", file);
    } else {
      target.remove(file);
      log.info("removed path={}: its asset is gone", file);
    }
  }

  /** Where case doesn't count, Logo.png and logo.png are one file. */
  private static boolean isAlsoNamed(TargetFolder target, Path file, Set<String> current)
      throws IOException {
    for (String name : current) {
      Path other = target.file(name);
      if (!Files.notExists(other) && Files.isSameFile(file, other)) {
        return true;
      }
    }
    return false;
  }

  /** Equal when folder and behaviour are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FilesHandler handler
        && folder.equals(handler.folder)
        && removesGone == handler.removesGone;
  }

  @Override
  public int hashCode() {
    return Objects.hash(folder, removesGone);
  }

  @Override
  public String toString() {
    return "files in " + folder;
  }
}
