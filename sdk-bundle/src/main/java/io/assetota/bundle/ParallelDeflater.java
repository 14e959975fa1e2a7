package io.assetota.bundle;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Compresses assets on all cores, each once, within a fixed amount of memory. */
final class ParallelDeflater {
  /** The memory that all Deflate streams together may take; the rest goes to temporary files. */
  private static final int MEMORY = 64 * 1024 * 1024;

  /** The same as a part of the heap, since a small one is for other things, too. */
  private static final int SHARE_OF_HEAP = 8;

  private static final int MAX_IN_MEMORY = 4 * 1024 * 1024;

  /** Compresses one source. */
  interface Method {
    DeflatedAsset deflate(AssetSource source, int inMemory, SpillFile spill, LongConsumer progress)
        throws IOException;
  }

  private final Method method;
  private final SpillFile spill;
  private final BundleProgress.Listener listener;
  private final long total;

  /** What is left of the memory; threads that ask at the same time may take a little more. */
  private final AtomicLong memory =
      new AtomicLong(Math.min(MEMORY, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));

  private long done;

  private ParallelDeflater(
      List<AssetSource> sources, Method method, SpillFile spill, BundleProgress.Listener listener) {
    this.method = method;
    this.spill = spill;
    this.listener = listener;
    this.total = sources.stream().mapToLong(AssetSource::expectedSize).sum();
  }

  /**
   * Compresses all sources. Whether it returns or throws, nobody writes to the file any more.
   *
   * @param method how each is compressed
   * @param spill for what doesn't fit into memory
   * @return in the order of the sources, without those that can't be read, which the findings tell
   */
  static List<DeflatedAsset> deflate(
      List<AssetSource> sources,
      Method method,
      SpillFile spill,
      BundleProgress.Listener listener,
      Findings findings)
      throws IOException {
    return sources.isEmpty()
        ? List.of()
        : new ParallelDeflater(sources, method, spill, listener).run(sources, findings);
  }

  private List<DeflatedAsset> run(List<AssetSource> sources, Findings findings) throws IOException {
    int threads = Math.min(sources.size(), Runtime.getRuntime().availableProcessors());
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            new ThreadFactoryBuilder().setNameFormat("asset-deflate-%d").setDaemon(true).build());
    List<Future<DeflatedAsset>> pending = new ArrayList<>();
    List<DeflatedAsset> finished = new ArrayList<>();
    boolean ended = false;
    try {
      for (AssetSource source : sources) {
        pending.add(pool.submit(() -> deflate(source)));
      }
      for (int i = 0; i < sources.size(); i++) {
        DeflatedAsset asset = await(pending.get(i), sources.get(i), findings);
        if (asset != null) {
          finished.add(asset);
        }
      }
      ended = true;
      return finished;
    } finally {
      pool.shutdownNow();
      if (!ended) {
        awaitEnd(pool);
      }
    }
  }

  private DeflatedAsset deflate(AssetSource source) throws IOException {
    int inMemory = (int) Math.max(0, Math.min(MAX_IN_MEMORY, memory.get()));
    DeflatedAsset asset =
        method.deflate(
            source,
            inMemory,
            spill,
            n -> {
              if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("the build was cancelled");
              }
              read(n);
            });
    if (asset.deflatedSize() <= inMemory) {
      memory.addAndGet(-asset.deflatedSize());
    }
    compressed(asset);
    return asset;
  }

  private synchronized void compressed(DeflatedAsset asset) {
    listener.on(new BundleProgress.Compressed(asset.bundled()));
  }

  private synchronized void read(long bytes) {
    done += bytes;
    listener.on(new BundleProgress.Compressing(done, Math.max(total, done)));
  }

  private static @Nullable DeflatedAsset await(
      Future<DeflatedAsset> pending, AssetSource source, Findings findings) throws IOException {
    try {
      return pending.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while compressing " + source.name());
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException) {
        findings.add(
            BundleProblem.ofEntry(
                BundleProblem.Kind.SOURCE,
                source.name(),
                cause instanceof AssetException
                    ? String.valueOf(cause.getMessage())
                    : "can't be read: " + cause.getMessage()));
        return null;
      }
      // What the listener throws ends the build, and its caller knows what it means.
      if (cause != null) {
        Throwables.throwIfUnchecked(cause);
      }
      throw new IllegalStateException("compressing " + source.name() + " failed", cause);
    }
  }

  /** Waits for what still runs. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = Thread.interrupted();
    boolean terminated = false;
    while (!terminated) {
      try {
        terminated = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
