package io.assetota.ota;

import io.assetota.core.bundle.ByteRange;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ContentChunks;
import io.assetota.core.chunk.SegmentCheck;
import io.assetota.core.install.Installation;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.CancelledException;
import io.assetota.core.model.StorageFullException;
import io.assetota.ota.delta.DeltaComposer;
import io.assetota.ota.delta.Deltas;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.source.BundleSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one entry, or a few that lie side by side, and stages them. Several threads use it at a
 * time.
 */
final class EntryFetcher {
  private static final Logger log = LoggerFactory.getLogger(EntryFetcher.class);
  private static final int CHUNK = 64 * 1024;

  private final BundleSource source;
  private final Installation installation;
  private final Deltas deltas;
  private final ProgressCounter counter;
  private final Path folder;
  private final PartFetcher parts;
  private final Object staging = new Object();
  private volatile boolean stopped;

  /**
   * Makes a fetcher.
   *
   * @param folder where part files lie
   * @param cancelled tells whether to stop at the next block
   */
  EntryFetcher(
      BundleSource source,
      Installation installation,
      Deltas deltas,
      ProgressCounter counter,
      Path folder,
      BooleanSupplier cancelled) {
    this.source = source;
    this.installation = installation;
    this.deltas = deltas;
    this.counter = counter;
    this.folder = folder;
    this.parts = new PartFetcher(source, counter, () -> stopped || cancelled.getAsBoolean());
  }

  /** Stops all threads at the next block. */
  void stop() {
    stopped = true;
  }

  /** Fetches entries, from a server by one request. */
  List<UpdatePlan.Fetch> bring(List<UpdatePlan.Fetch> run) throws IOException {
    if (source.isLocal() || run.size() == 1) {
      for (UpdatePlan.Fetch fetch : run) {
        bring(fetch);
      }
    } else if (!stopped) {
      bringByOneRequest(run);
    }
    return run;
  }

  private void bring(UpdatePlan.Fetch fetch) throws IOException {
    if (stopped) {
      return;
    }
    if (source.isLocal()) {
      Optional<ContentChunks> chunks = chunks(fetch, () -> openLocal(fetch.entry().range()));
      try (InputStream in = source.read(fetch.entry().range())) {
        stage(fetch, counter.count(in), chunks);
      }
    } else if (fetch.isDelta()) {
      bringByDelta(fetch);
    } else {
      bringByPart(fetch);
    }
    counter.stored(fetch.asset().asset());
  }

  private void bringByOneRequest(List<UpdatePlan.Fetch> run) throws IOException {
    ByteRange all =
        new ByteRange(
            run.get(0).entry().range().start(), run.get(run.size() - 1).entry().range().end());
    try (InputStream in = counter.count(source.read(all))) {
      for (UpdatePlan.Fetch fetch : run) {
        AssetReference asset = fetch.asset().asset();
        try (PartFile part = PartFile.open(PartFile.file(folder, asset), fetch.entry())) {
          part.restart();
          parts.complete(part, in);
          Optional<AssetException> damage = stage(fetch, part);
          if (damage.isPresent()) {
            throw parts.damaged(damage.get());
          }
        }
        counter.stored(asset);
      }
    }
  }

  private void bringByPart(UpdatePlan.Fetch fetch) throws IOException {
    AssetReference asset = fetch.asset().asset();
    try (PartFile part = PartFile.open(PartFile.file(folder, asset), fetch.entry())) {
      boolean resumed = part.kept() > 0;
      counter.kept(part.kept());
      parts.complete(part);
      Optional<AssetException> damage = stage(fetch, part);
      if (damage.isPresent() && resumed) {
        // A power cut left other bytes of the part than those that were received.
        log.warn(
            "The kept part of {} is fetched again, as it is damaged: {}",
            asset,
            damage.get().getMessage());
        counter.kept(-fetch.bytes());
        parts.complete(part);
        damage = stage(fetch, part);
      }
      if (damage.isPresent()) {
        throw parts.damaged(damage.get());
      }
    }
  }

  /**
   * Brings what the device doesn't have, and puts the content together. What goes wrong with that
   * costs a fetch of the whole content.
   */
  private void bringByDelta(UpdatePlan.Fetch fetch) throws IOException {
    AssetReference asset = fetch.asset().asset();
    try (PartFile part =
        PartFile.open(PartFile.file(folder, asset), fetch.entry(), fetch.ranges())) {
      counter.kept(part.kept());
      parts.complete(part);
      compose(fetch, part);
      return;
    } catch (StorageFullException | SourceException | CancelledException e) {
      throw e;
    } catch (AssetException e) {
      log.warn("{} is fetched whole, as its parts make something else: {}", asset, e.getMessage());
      log.debug("The failure", e);
    }
    UpdatePlan.Fetch whole =
        new UpdatePlan.Fetch(fetch.asset(), fetch.entry(), List.of(fetch.entry().range()), 0);
    counter.expect(whole.bytes(), 0);
    bringByPart(whole);
  }

  private void compose(UpdatePlan.Fetch fetch, PartFile part) throws IOException {
    AssetReference asset = fetch.asset().asset();
    synchronized (staging) { // also as it takes memory
      parts.requireGoingOn();
      ComposedFile composed = new ComposedFile(folder, asset, parts);
      try (DeltaComposer composer = deltas.composer(asset.hash(), this::fetchLate)) {
        ContentChunks chunks = composed.write(out -> composer.compose(buffered(part), out));
        installation.stage(asset, out -> composed.writeModule(fetch.entry().size(), out), chunks);
      } finally {
        composed.delete();
      }
    }
  }

  /** Fetches what the device turns out not to have, or not as it should be. */
  private byte[] fetchLate(ByteRange range) throws IOException {
    counter.expect(range.length(), 0);
    byte[] bytes = new byte[(int) range.length()];
    try (InputStream in = counter.count(source.read(range))) {
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new SourceException(
            SourceException.Kind.TEMPORARY, source + " ended before the range was complete");
      }
    }
    return bytes;
  }

  private static InputStream buffered(PartFile part) throws IOException {
    return new BufferedInputStream(part.read(), CHUNK);
  }

  /** Stages a complete part. A damaged one is emptied. */
  private Optional<AssetException> stage(UpdatePlan.Fetch fetch, PartFile part) throws IOException {
    try {
      Optional<ContentChunks> chunks = chunks(fetch, () -> buffered(part));
      stage(fetch, part.read(), chunks);
      return Optional.empty();
    } catch (StorageFullException e) {
      throw e; // the part is as good as before
    } catch (AssetException e) {
      part.restart();
      return Optional.of(e);
    }
  }

  /** Returns the chunks of content that came whole, if the bundle tells them and they are true. */
  private Optional<ContentChunks> chunks(UpdatePlan.Fetch fetch, RangeOpener range)
      throws IOException {
    AssetReference asset = fetch.asset().asset();
    Optional<List<ChunkPage>> pages = deltas.pages(asset.hash());
    if (pages.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = range.open()) {
      return Optional.of(
          SegmentCheck.check(fetch.entry().readPacked(in), asset.hash(), pages.get()));
    } catch (AssetException e) {
      log.debug("{} is stored without chunks: {}", asset, e.getMessage());
      return Optional.empty();
    }
  }

  /** Opens the range of an entry. */
  private interface RangeOpener {
    InputStream open() throws IOException;
  }

  /** A second look at a file is no second fetch. */
  private InputStream openLocal(ByteRange range) throws IOException {
    SeekableByteChannel whole = source.openChannel();
    try {
      whole.position(range.start());
      return new BufferedInputStream(Channels.newInputStream(whole), CHUNK);
    } catch (IOException | RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  private void stage(UpdatePlan.Fetch fetch, InputStream range, Optional<ContentChunks> chunks)
      throws IOException {
    AssetReference asset = fetch.asset().asset();
    InputStream buffered = new BufferedInputStream(range, CHUNK);
    Installation.ModuleSource module = out -> fetch.entry().writeAssetModule(asset, buffered, out);
    synchronized (staging) { // an installation is not for several threads
      if (chunks.isPresent()) {
        installation.stage(asset, module, chunks.get());
      } else {
        installation.stage(asset, module);
      }
    }
  }
}
