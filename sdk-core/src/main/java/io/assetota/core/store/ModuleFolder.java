package io.assetota.core.store;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.UnreadableException;
import io.assetota.core.module.AssetModule;
import io.assetota.core.store.Manifest.Stored;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

  private List<String> moduleFiles(String folder) throws IOException {
    return files.list(folder).stream().filter(f -> f.endsWith(EXTENSION)).toList();
  }

  AssetReader open(AssetHash hash, Consumer<AssetException> onDamage) throws IOException {
    SeekableByteChannel channel = files.open(file(hash));
    try {
      return AssetModule.open(channel, onDamage);
    } catch (IOException e) {
      throw DeviceFiles.explain(file(hash), e);
    }
  }

  /** Moves verified modules in. When this returns, they survive a power cut. */
  void take(Map<AssetHash, String> staged) throws IOException {
    for (Map.Entry<AssetHash, String> module : staged.entrySet()) {
      files.rename(module.getValue(), file(module.getKey()));
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
    Set<String> known = contents.stream().map(ModuleFolder::fileName).collect(Collectors.toSet());
    return moduleFiles(STORE).stream()
        .filter(name -> !known.contains(name))
        .map(name -> STORE + "/" + name)
        .toList();
  }

  /** Deletes modules whose installation ended with the process. Only for the updater. */
  void clearStaging() throws IOException {
    for (String name : files.list(STAGING)) {
      if (name.endsWith(EXTENSION) || name.endsWith(ApplicationSlot.STAGED_EXTENSION)) {
        files.delete(STAGING + "/" + name);
      }
    }
  }
}
