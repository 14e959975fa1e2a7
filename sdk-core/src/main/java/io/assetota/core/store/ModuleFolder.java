package io.assetota.core.store;

import io.assetota.core.chunk.SeekPoints;
import io.assetota.core.chunk.StoredChunks;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.Printable;
import io.assetota.core.model.UnreadableException;
import io.assetota.core.module.AssetModule;
import io.assetota.core.store.Manifest.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The asset modules of a device folder. A module's file is named by the hash of its content, so
 * assets with the same content and different names share one.
 */
public final class ModuleFolder {
  public static final String STORE = "store";
  public static final String STAGING = "staging";

  private static final Logger log = LoggerFactory.getLogger(ModuleFolder.class);
  private static final String EXTENSION = ".asset";

  /** A table of chunks, which may lack: reading is slower then, and updates bring more. */
  private static final String CHUNKS = ".chunks";

  private final DeviceFiles files;

  ModuleFolder(DeviceFiles files) {
    this.files = files;
  }

  void create() throws IOException {
    files.createFolder(STORE);
    files.createFolder(STAGING);
  }

  private static String fileName(AssetHash hash) {
    return hash + EXTENSION;
  }

  private static String file(AssetHash hash) {
    return STORE + "/" + fileName(hash);
  }

  /** Names the file for a module that is on its way; installations differ by their number. */
  public static String stagedFile(AssetHash hash, long installation) {
    return STAGING + "/" + hash + "." + installation + EXTENSION;
  }

  private static String chunksOf(String module) {
    return module.substring(0, module.length() - EXTENSION.length()) + CHUNKS;
  }

  /** Writes the table of the chunks of a module that is on its way. */
  public void stageChunks(String module, byte[] table) throws IOException {
    files.delete(chunksOf(module));
    try (DeviceFiles.Draft draft = files.create(chunksOf(module))) {
      draft.write(ByteBuffer.wrap(table));
      draft.force();
    }
  }

  /** Deletes a module that is on its way, and what belongs to it. */
  public void deleteStaged(String module) throws IOException {
    files.delete(chunksOf(module));
    files.delete(module);
  }

  /** Returns the chunks of a stored module; empty if nobody has noted them, or they are damaged. */
  public Optional<StoredChunks> chunks(AssetHash hash) throws IOException {
    String file = chunksOf(file(hash));
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = files.open(file)) {
      if (channel.size() > StoredChunks.MAX_LENGTH) {
        return Optional.empty();
      }
      ByteBuffer table = ByteBuffer.allocate((int) channel.size());
      while (table.hasRemaining() && channel.read(table) >= 0) {
        // until the buffer is full, or the file ends
      }
      return Optional.of(StoredChunks.parse(table.array(), hash));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      log.debug("The chunks of {} can't be used: {}", hash, Printable.failure(e));
      return Optional.empty();
    }
  }

  /** Opens a stored module as it lies there. */
  public SeekableByteChannel openModule(AssetHash hash) throws IOException {
    return files.open(file(hash));
  }

  private List<String> moduleFiles(String folder) throws IOException {
    return files.list(folder).stream().filter(f -> f.endsWith(EXTENSION)).toList();
  }

  AssetReader open(AssetHash hash, Consumer<AssetException> onDamage) throws IOException {
    SeekableByteChannel channel = files.open(file(hash));
    try {
      return AssetModule.open(channel, onDamage, () -> seekPoints(hash));
    } catch (IOException e) {
      throw DeviceFiles.explain(file(hash), e);
    }
  }

  private Optional<SeekPoints> seekPoints(AssetHash hash) throws IOException {
    return chunks(hash).map(c -> new SeekPoints(c.content()));
  }

  /** Moves verified modules in. When this returns, they survive a power cut. */
  void take(Map<AssetHash, String> staged) throws IOException {
    for (Map.Entry<AssetHash, String> module : staged.entrySet()) {
      files.rename(module.getValue(), file(module.getKey()));
      String chunks = chunksOf(module.getValue());
      if (files.exists(chunks)) {
        files.rename(chunks, chunksOf(file(module.getKey())));
      } else {
        files.delete(chunksOf(file(module.getKey())));
      }
    }
    if (!staged.isEmpty()) {
      files.forceFolder(STORE);
    }
  }

  /**
   * What is there of the assets that a manifest names.
   *
   * @param assets those whose files are there, each with the lengths that its file has
   * @param unreadable which of them can't be read; their lengths are the manifest's
   */
  record Present(Map<AssetReference, Stored> assets, Set<AssetReference> unreadable) {}

  /** Looks which of the assets are there. Those that can't be read are, as far as is known. */
  Present present(Map<AssetReference, Stored> assets) throws IOException {
    Map<AssetReference, Stored> present = new LinkedHashMap<>();
    Set<AssetReference> unreadable = new LinkedHashSet<>();
    for (Map.Entry<AssetReference, Stored> entry : assets.entrySet()) {
      AssetReference asset = entry.getKey();
      Stored stored = entry.getValue();
      String problem = "its file is gone";
      if (files.exists(file(asset.hash()))) {
        try {
          AssetModule module = read(file(asset.hash()), AssetModule::parse);
          if (module.asset().hash().equals(asset.hash()) && module.size() == stored.size()) {
            present.put(asset, new Stored(module.size(), module.length(), stored.age()));
            continue;
          }
          problem = "its file holds " + module.asset() + " of " + module.size() + " bytes";
        } catch (UnreadableException e) {
          log.warn("Asset {} is kept, and an update may bring it again: {}", asset, e.getMessage());
          present.put(asset, stored);
          unreadable.add(asset);
          continue;
        } catch (AssetException e) {
          problem = String.valueOf(e.getMessage());
        }
      }
      log.warn("Asset {} is not stored any more; an update brings it again: {}", asset, problem);
    }
    return new Present(present, unreadable);
  }

  /** Finds out from the modules alone what is stored. */
  Map<AssetReference, Stored> verifyAll() throws IOException {
    Map<AssetReference, Stored> found = new LinkedHashMap<>();
    for (String name : moduleFiles(STORE)) {
      try {
        AssetModule module = read(STORE + "/" + name, AssetModule::verify);
        if (name.equals(fileName(module.asset().hash()))) {
          found.put(module.asset(), new Stored(module.size(), module.length(), 0));
        }
      } catch (UnreadableException e) {
        throw e; // what no manifest names would be deleted
      } catch (AssetException e) {
        log.warn("The stored module {} is not usable: {}", name, e.getMessage());
      }
    }
    return found;
  }

  /** Checks everything there is to check of a module that is on its way. */
  public AssetModule verify(String file) throws IOException {
    try (SeekableByteChannel channel = files.open(file)) {
      return AssetModule.verify(channel);
    }
  }

  /** Checks everything there is to check of a stored module. */
  void requireIntact(AssetHash hash) throws IOException {
    AssetHash actual = read(file(hash), AssetModule::verify).asset().hash();
    if (!actual.equals(hash)) {
      throw new IntegrityException("SHA-256 of the content of " + file(hash), hash, actual);
    }
  }

  private interface Look {
    AssetModule at(SeekableByteChannel channel) throws IOException;
  }

  private AssetModule read(String file, Look look) throws IOException {
    try (SeekableByteChannel channel = files.open(file)) {
      return look.at(channel);
    } catch (IOException e) {
      throw DeviceFiles.explain(file, e);
    }
  }

  /** Returns the files of all modules with other contents than these. */
  List<String> others(Set<AssetHash> contents) throws IOException {
    return others(contents, EXTENSION);
  }

  private List<String> others(Set<AssetHash> contents, String extension) throws IOException {
    Set<String> known = new HashSet<>();
    contents.forEach(content -> known.add(content + extension));
    return files.list(STORE).stream()
        .filter(name -> name.endsWith(extension) && !known.contains(name))
        .map(name -> STORE + "/" + name)
        .toList();
  }

  /** Deletes the tables of all modules with other contents than these, as far as possible. */
  void deleteOtherTables(Set<AssetHash> contents) throws IOException {
    for (String table : others(contents, CHUNKS)) {
      deleteTable(table);
    }
  }

  /** Nothing depends on a table that is left: its module is gone, or is written with its own. */
  private void deleteTable(String table) {
    try {
      files.delete(table);
    } catch (IOException e) {
      log.warn("{} is deleted later: {}", table, Printable.failure(e));
    }
  }

  /** Deletes modules whose installation ended with the process. Only for the updater. */
  void clearStaging() throws IOException {
    for (String name : files.list(STAGING)) {
      String file = STAGING + "/" + name;
      if (name.endsWith(CHUNKS)) {
        deleteTable(file);
      } else if (name.endsWith(EXTENSION) || name.endsWith(ApplicationSlot.STAGED_EXTENSION)) {
        files.delete(file);
      }
    }
  }
}
