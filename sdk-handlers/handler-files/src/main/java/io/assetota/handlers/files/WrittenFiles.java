package io.assetota.handlers.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.files.Disk;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files of a folder the handler wrote, and with what content. A file that is not in this
 * list, or has other content, is not ours. Kept in the folder as a list that {@code sha256sum -c}
 * understands; losing it is harmless: then nothing is removed.
 */
final class WrittenFiles {
  private static final Logger log = LoggerFactory.getLogger(WrittenFiles.class);
  private static final String NAME = TargetFolder.RESERVED + "sha256";
  private static final String DRAFT = NAME + ".part";
  private static final String SEPARATOR = "  ";
  private static final long MAX_LENGTH = 16 * 1024 * 1024;

  private final TargetFolder folder;

  /**
   * A name has two hashes while its file is being replaced, and may keep both after a power cut.
   */
  private final Map<String, Set<AssetHash>> hashes = new TreeMap<>();

  private WrittenFiles(TargetFolder folder) {
    this.folder = folder;
  }

  static WrittenFiles read(TargetFolder folder) throws IOException {
    WrittenFiles files = new WrittenFiles(folder);
    Path list = folder.path().resolve(NAME);
    long length = TargetFolder.size(list).orElse(0L);
    if (length > MAX_LENGTH) {
      log.warn("{} has {} bytes and is not read: no file is taken for ours", list, length);
    } else if (length > 0) {
      // Not as a string from UTF-8 at once: a damaged byte costs its line, not the list.
      new String(Files.readAllBytes(list), UTF_8).lines().forEach(line -> files.parse(list, line));
    }
    return files;
  }

  private void parse(Path list, String line) {
    try {
      int hashLength = 2 * AssetHash.LENGTH;
      if (!line.startsWith(SEPARATOR, hashLength)) {
        throw new IllegalArgumentException("not a hash, two blanks and a name");
      }
      AssetHash hash = AssetHash.parse(line.substring(0, hashLength));
      String name =
          AssetReference.requireValidName(line.substring(hashLength + SEPARATOR.length()));
      hashes.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(hash);
    } catch (IllegalArgumentException e) {
      log.warn("A line of {} is not usable: {}", list, e.getMessage());
    }
  }

  List<String> names() {
    return List.copyOf(hashes.keySet());
  }

  Set<AssetHash> hashes(String name) {
    return Set.copyOf(hashes.getOrDefault(name, Set.of()));
  }

  /** Notes that a file is about to get this content. What it had before still counts, too. */
  void add(AssetReference content) throws IOException {
    if (hashes.computeIfAbsent(content.name(), n -> new LinkedHashSet<>()).add(content.hash())) {
      write();
    }
  }

  /** Notes what a file has; {@link #write} when all are noted. */
  void set(String name, AssetHash hash) {
    hashes.put(name, new LinkedHashSet<>(Set.of(hash)));
  }

  /** Gives up a file; {@link #write} when all are noted. */
  void forget(String name) {
    hashes.remove(name);
  }

  void write() throws IOException {
    List<String> lines = new ArrayList<>();
    hashes.forEach((name, all) -> all.forEach(hash -> lines.add(hash + SEPARATOR + name + "\n")));
    Path draftFile = folder.path().resolve(DRAFT);
    folder.disk().delete(draftFile);
    try (Disk.Draft draft = folder.disk().create(draftFile)) {
      draft.write(ByteBuffer.wrap(String.join("", lines).getBytes(UTF_8)));
      draft.force();
    }
    folder.disk().rename(draftFile, folder.path().resolve(NAME));
    folder.disk().forceFolder(folder.path());
  }
}
