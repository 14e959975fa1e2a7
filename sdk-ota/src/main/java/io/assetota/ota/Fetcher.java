package io.assetota.ota;

import com.google.common.util.concurrent.Uninterruptibles;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ContentChunks;
import io.assetota.core.chunk.SegmentCheck;
import io.assetota.core.install.Installation;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the assets and files of a plan: from a server into part files, which survive a restart;
 * from a disk directly. Small files that lie side by side are fetched with one request, as there
 * may be thousands.
 */
final class Fetcher {
  private static final Logger log = LoggerFactory.getLogger(Fetcher.class);
  private static final int CHUNK = 64 * 1024;

  /** What is fetched by one request, if it is more than one entry: not long on any line. */
  private static final long MAX_RUN = 1024 * 1024;

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
  Fetcher(
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

  /**
   * Fetches assets and files, and stages them.
   *
   * @param parallel how many are fetched at a time
   */
  void bringAll(List<UpdatePlan.Fetch> fetches, int parallel) throws IOException {
    if (!source.isLocal()) {
      requireRoom(fetches);
    }
    ExecutorService workers = Executors.newFixedThreadPool(parallel);
    CompletionService<List<UpdatePlan.Fetch>> running = new ExecutorCompletionService<>(workers);
    try {
      Set<AssetHash> asked = new HashSet<>();
      List<UpdatePlan.Fetch> different = new ArrayList<>();
      List<UpdatePlan.Fetch> alike = new ArrayList<>();
      for (UpdatePlan.Fetch fetch : fetches) {
        boolean isNew = asked.add(fetch.asset().asset().hash());
        counter.expect(isNew ? fetch.bytes() : 0, 1);
        (isNew ? different : alike).add(fetch);
      }
      List<List<UpdatePlan.Fetch>> runs = runs(different);
      runs.forEach(run -> running.submit(() -> bring(run)));
      for (int i = 0; i < runs.size(); i++) {
        running.take().get();
      }
      // Their content was fetched under another name.
      alike.forEach(fetch -> counter.stored(fetch.asset().asset()));
    } catch (ExecutionException e) {
      throw asIs(e);
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      stop(workers);
    }
  }

  /** Groups files that lie side by side in the bundle and of which nothing was fetched yet. */
  private List<List<UpdatePlan.Fetch>> runs(List<UpdatePlan.Fetch> fetches) {
    List<List<UpdatePlan.Fetch>> runs = new ArrayList<>();
    List<UpdatePlan.Fetch> run = new ArrayList<>();
    for (UpdatePlan.Fetch fetch : fetches) {
      if (!run.isEmpty() && !isNext(run, fetch)) {
        runs.add(run);
        run = new ArrayList<>();
      }
      run.add(fetch);
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  private static boolean isNext(List<UpdatePlan.Fetch> run, UpdatePlan.Fetch fetch) {
    ByteRange before = run.get(run.size() - 1).entry().range();
    ByteRange range = fetch.entry().range();
    return !fetch.isDelta()
        && !run.get(run.size() - 1).isDelta()
        && run.get(0).isFile()
        && fetch.isFile()
        && run.get(run.size() - 1).kept() == 0
        && fetch.kept() == 0
        && range.start() == before.end()
        && range.end() - run.get(0).entry().range().start() <= MAX_RUN;
  }

  /** Parts stay until the modules are installed, so there has to be room for both. */
  private void requireRoom(List<UpdatePlan.Fetch> fetches) throws IOException {
    long needed = installation.plan().bytesToStore();
    for (UpdatePlan.Fetch fetch : fetches) {
      needed += PartFile.toWrite(PartFile.file(folder, fetch.asset().asset()), fetch.bytes());
      needed += fetch.isDelta() ? fetch.entry().packedSize() : 0;
    }
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (needed > usable) {
      throw new StorageFullException(
          "the disk of " + folder + " is too full to fetch the assets and files", needed, usable);
    }
  }

  /** Rethrows the failure of a worker. */
  private static IOException asIs(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new AssetException("fetching failed: " + cause, cause);
  }

  /** Returns the end of an interrupted update, and sets the interrupt flag of the thread again. */
  static CancelledException interrupted() {
    Thread.currentThread().interrupt();
    return new CancelledException("the update was interrupted; what has been fetched is kept");
  }

  /** Returns when no worker runs any more, so that the installation may be closed. */
  private void stop(ExecutorService workers) {
    stopped = true;
    workers.shutdown();
    Uninterruptibles.awaitTerminationUninterruptibly(workers);
  }

  private List<UpdatePlan.Fetch> bring(List<UpdatePlan.Fetch> run) throws IOException {
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

  /** Deletes all parts except these. */
  static void deleteParts(Path folder, Set<Path> except) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PartFile.SUFFIX)) {
      for (Path part : parts) {
        if (!except.contains(part)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }
}
