package io.assetota.ota;

import com.google.common.util.concurrent.Uninterruptibles;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.install.Installation;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.CancelledException;
import io.assetota.core.model.StorageFullException;
import io.assetota.ota.delta.Deltas;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Fetches the assets and files of a plan: from a server into part files, which survive a restart;
 * from a disk directly. Small files that lie side by side are fetched with one request, as there
 * may be thousands.
 */
final class Fetcher {
  /** What is fetched by one request, if it is more than one entry: not long on any line. */
  private static final long MAX_RUN = 1024 * 1024;

  private final BundleSource source;
  private final Installation installation;
  private final ProgressCounter counter;
  private final Path folder;
  private final EntryFetcher entries;

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
    this.counter = counter;
    this.folder = folder;
    this.entries = new EntryFetcher(source, installation, deltas, counter, folder, cancelled);
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
      runs.forEach(run -> running.submit(() -> entries.bring(run)));
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
  private static List<List<UpdatePlan.Fetch>> runs(List<UpdatePlan.Fetch> fetches) {
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
    entries.stop();
    workers.shutdown();
    Uninterruptibles.awaitTerminationUninterruptibly(workers);
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
