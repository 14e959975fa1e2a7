package io.assetota.core.materialize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.base.Splitter;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.FileMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code run} of a device, with the files of an application as they lay on its author's
 * disk: a tree for each program, named by its {@link io.assetota.core.application.ProgramId}. For
 * one process and one thread at a time.
 *
 * <p>A tree appears complete: it is built beside its place, forced to the disk, and renamed. After
 * a power cut there is the old one or the new one. The tree that is used and the one that was used
 * before stay; others are deleted.
 *
 * <p><b>Sharing.</b> A file that another tree has at the same place is taken from there by a hard
 * link, after its content has been read and checked. So a version that writes to its own files
 * changes those of another version, too. That is noticed: before a tree is used, it is compared
 * with its manifest, and one that was changed is made anew, with files of its own. Files of the
 * device's store are never shared, so there is always something to make it of.
 *
 * <p><b>What an application may write.</b> A file that is not in the manifest makes a tree a
 * changed one, too: a jar that somebody added could be loaded. Only in folders that are empty in
 * the manifest may an application keep what it likes, as long as its tree is used; what is to
 * outlast a version belongs elsewhere.
 */
public final class Materializer {
  private static final Logger log = LoggerFactory.getLogger(Materializer.class);
  private static final String FOLDER = "run";
  private static final String TOP = "";
  private static final String NEW = ".new";
  private static final String OLD = ".old";
  private static final String ORDER = ".order";
  private static final String NEXT_ORDER = ".order.new";
  private static final String DRAFT = ".asset-ota-";
  private static final int MAX_ORDER = 1024;
  private static final int TREES = 2;

  private final TreeDisk disk;
  private final Path root;

  Materializer(TreeDisk disk, Path root) {
    this.disk = disk;
    this.root = root;
  }

  /**
   * Returns the one of a device.
   *
   * @param home the device folder
   * @return a materializer; nothing is done yet
   */
  public static Materializer in(Path home) {
    Path root = home.toAbsolutePath().resolve(FOLDER);
    return new Materializer(new RealTreeDisk(root), root);
  }

  /**
   * Makes sure that a program's tree is there and as its manifest says.
   *
   * @param manifest the program
   * @param contents where the content of its files comes from, if they have to be written
   * @param check how closely a tree that is there is looked at
   * @return the absolute path of the tree
   * @throws io.assetota.core.model.IntegrityException if a content is not what the manifest says
   * @throws io.assetota.core.model.StorageFullException if the disk is full; a tree of another
   *     program is as before
   * @throws IOException if the tree can't be made
   */
  public Path materialize(ApplicationManifest manifest, FileContents contents, TreeCheck check)
      throws IOException {
    String tree = manifest.program().toString();
    disk.createRoot();
    removeLeftovers();
    if (!isUsable(tree, manifest, check)) {
      build(tree, manifest, contents);
    }
    keepNewest(tree);
    return root.resolve(tree);
  }

  /**
   * Writes the files of a program into a new folder, all or none, for people to look at.
   *
   * @param folder where there is nothing yet
   * @param manifest the program
   * @param contents where the content of its files comes from
   * @throws FileAlreadyExistsException if something is there
   * @throws IOException if it can't be written, or a content is not what the manifest says
   */
  public static void unpack(Path folder, ApplicationManifest manifest, FileContents contents)
      throws IOException {
    Path place = folder.toAbsolutePath().normalize();
    Path parent = place.getParent();
    if (parent == null || Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    TreeDisk disk = new RealTreeDisk(parent);
    String draft = DRAFT + UUID.randomUUID();
    try {
      new TreeBuilding(disk, draft, List.of(), contents).build(manifest);
      disk.rename(draft, place.getFileName().toString());
      disk.force(TOP);
    } finally {
      new TreeRemoval(disk).delete(draft);
    }
  }

  private void removeLeftovers() throws IOException {
    TreeRemoval removal = new TreeRemoval(disk);
    for (String name : List.of(NEW, OLD, NEXT_ORDER)) {
      removal.delete(name);
    }
  }

  private boolean isUsable(String tree, ApplicationManifest manifest, TreeCheck check)
      throws IOException {
    if (disk.look(tree).isEmpty()) {
      return false;
    }
    Optional<String> difference = new TreeInspection(disk).difference(tree, manifest, check);
    difference.ifPresent(
        what -> log.warn("The files in {} are made anew: {}", root.resolve(tree), what));
    return difference.isEmpty();
  }

  private void build(String tree, ApplicationManifest manifest, FileContents contents)
      throws IOException {
    try {
      new TreeBuilding(disk, NEW, trees(), contents).build(manifest);
    } catch (IOException e) {
      try {
        removeLeftovers();
      } catch (IOException e2) {
        e.addSuppressed(e2);
      }
      throw e;
    }
    if (disk.look(tree).isPresent()) {
      disk.rename(tree, OLD);
    }
    disk.rename(NEW, tree);
    disk.force(TOP);
    removeLeftovers();
  }

  /** Returns the trees that are there, the one that was used last first. */
  private List<String> trees() throws IOException {
    List<String> there = new ArrayList<>(disk.list(TOP));
    there.removeIf(name -> name.startsWith("."));
    List<String> trees = new ArrayList<>(order());
    trees.retainAll(there);
    there.removeAll(trees);
    trees.addAll(there);
    return trees;
  }

  /** Returns the programs that were used last; a file that makes no sense names none. */
  private List<String> order() throws IOException {
    if (disk.look(ORDER).isEmpty()) {
      return List.of();
    }
    try (InputStream in = disk.read(ORDER)) {
      String text = new String(in.readNBytes(MAX_ORDER), US_ASCII);
      return Splitter.on('\n').omitEmptyStrings().splitToList(text);
    }
  }

  private void keepNewest(String tree) throws IOException {
    List<String> trees = trees();
    trees.remove(tree);
    trees.add(0, tree);
    List<String> kept = trees.subList(0, Math.min(TREES, trees.size()));
    if (!order().equals(kept)) {
      writeOrder(kept);
    }
    for (String other : trees.subList(kept.size(), trees.size())) {
      disk.rename(other, OLD); // so that half a tree never has the name of a whole one
      new TreeRemoval(disk).delete(OLD);
    }
  }

  private void writeOrder(List<String> trees) throws IOException {
    try (TreeDisk.Draft draft = disk.create(NEXT_ORDER)) {
      draft.write(ByteBuffer.wrap((String.join("\n", trees) + "\n").getBytes(US_ASCII)));
      draft.finish(FileMode.FILE, 0);
    }
    disk.rename(NEXT_ORDER, ORDER);
    disk.force(TOP);
  }
}
