package io.assetota.core.install;

import io.assetota.core.chunk.ContentChunks;
import io.assetota.core.chunk.StoredChunks;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.module.AssetModule;
import io.assetota.core.store.DeviceFiles;
import io.assetota.core.store.Manifest.Stored;
import io.assetota.core.store.ModuleFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The modules that an installation has brought: written to the staging folder and verified. Assets
 * with the same content share one. Not safe for use by several threads.
 */
final class StagedModules {
  private final DeviceFiles files;
  private final ModuleFolder modules;
  private final long installation;
  private final Map<AssetHash, Stored> staged = new HashMap<>();

  /**
   * Begins with none.
   *
   * @param installation tells the files from those of other installations
   */
  StagedModules(DeviceFiles files, ModuleFolder modules, long installation) {
    this.files = files;
    this.modules = modules;
    this.installation = installation;
  }

  /** Returns what the module with this content has, if it is here. */
  Optional<Stored> find(AssetHash content) {
    return Optional.ofNullable(staged.get(content));
  }

  /** Names the file of the module with this content. */
  String file(AssetHash content) {
    return ModuleFolder.stagedFile(content, installation);
  }

  /**
   * Takes the module of an asset and verifies it; if one with the same content is here already, the
   * source is not asked. What fails leaves no file.
   *
   * @param length the most bytes that the source may write
   * @param chunks the chunks of its Deflate stream, if they are known
   */
  void stage(
      AssetReference asset,
      long length,
      Installation.ModuleSource source,
      Optional<ContentChunks> chunks)
      throws IOException {
    if (staged.containsKey(asset.hash())) {
      return;
    }
    String file = file(asset.hash());
    try {
      modules.deleteStaged(file);
      write(file, source, length);
      Stored stored = verify(file, asset);
      if (chunks.isPresent()) {
        modules.stageChunks(file, StoredChunks.encode(chunks.get()));
      }
      staged.put(asset.hash(), stored);
    } catch (IOException | RuntimeException e) {
      try {
        modules.deleteStaged(file);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private void write(String file, Installation.ModuleSource source, long length)
      throws IOException {
    try (DeviceFiles.Draft draft = files.create(file)) {
      OutputStream out = new BufferedOutputStream(new BoundedDraftStream(draft, length), 64 * 1024);
      source.writeTo(out);
      out.flush();
      draft.force();
    }
  }

  private Stored verify(String file, AssetReference asset) throws IOException {
    AssetModule module = modules.verify(file);
    if (!module.asset().hash().equals(asset.hash())) {
      throw new IntegrityException(
          "SHA-256 of asset " + asset.name(), asset.hash(), module.asset().hash());
    }
    if (!module.asset().name().equals(asset.name())) {
      throw new IntegrityException(
          "name in the module of asset " + asset, asset.name(), module.asset().name());
    }
    return new Stored(module.size(), module.length(), 0);
  }

  /** Deletes the files; those that were moved into the store are gone already. */
  void delete() throws IOException {
    for (AssetHash content : staged.keySet()) {
      modules.deleteStaged(file(content));
    }
  }

  /** Forgets the modules; files that are there stay. */
  void clear() {
    staged.clear();
  }

  /** Stops a source that writes more than was planned, before it fills the disk. */
  private static final class BoundedDraftStream extends OutputStream {
    private final DeviceFiles.Draft draft;
    private final long limit;
    private long written;

    BoundedDraftStream(DeviceFiles.Draft draft, long limit) {
      this.draft = draft;
      this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      written += length;
      if (written > limit) {
        throw new IntegrityException("length of the asset module", limit, "more than " + limit);
      }
      draft.write(ByteBuffer.wrap(bytes, offset, length));
    }
  }
}
