package io.assetota.core;

import io.assetota.core.HandlerResult.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends assets to handlers by their names, for {@link AssetManager#onAssetOta(AssetRouter)}.
 *
 * <p>The first route whose pattern matches takes the asset. Its handler runs only if it didn't take
 * this very content before ({@link AssetRouterBuilder#always} for a part without flash memory), is
 * tried again a few times, and never keeps others from running. An asset that no route takes is
 * logged. Runs one handler at a time; {@link #cancel} may come from any thread.
 */
public final class AssetRouter {
  private static final Logger log = LoggerFactory.getLogger(AssetRouter.class);

  /** Waits between attempts. */
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  private final List<Route> routes;
  private final int attempts;
  private final Duration delay;
  private final RouterListener listener;
  private final Clock clock;
  private final Pause pause;
  private volatile boolean cancelled;

  AssetRouter(AssetRouterBuilder builder) {
    this.routes = builder.routes();
    this.attempts = builder.attempts;
    this.delay = builder.delay;
    this.listener = builder.listener;
    this.clock = builder.clock;
    this.pause = builder.pause;
  }

  /**
   * Begins to make a router.
   *
   * @return a builder without routes
   */
  public static AssetRouterBuilder builder() {
    return new AssetRouterBuilder();
  }

  /**
   * Asks running and coming handlers to end at their next safe point. What they have not done is
   * done at the next start, by another router.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Runs what has to run, and returns how each asset fared. */
  List<HandlerResult> run(List<Asset> assets, HandlerLedger ledger) throws IOException {
    ledger.retain(assets.stream().map(Asset::reference).collect(Collectors.toSet()));
    List<HandlerResult> results = new ArrayList<>();
    Map<AssetHandler, List<Asset>> byHandler = new HashMap<>();
    for (Asset asset : assets) {
      Optional<Route> route = routes.stream().filter(r -> r.takes(asset)).findFirst();
      route.ifPresent(
          r -> byHandler.computeIfAbsent(r.handler(), h -> new ArrayList<>()).add(asset));
      HandlerResult result = route.isPresent() ? run(route.get(), asset, ledger) : unrouted(asset);
      if (result.outcome() != Outcome.UNCHANGED) {
        ledger.record(result);
      }
      listener.finished(result);
      results.add(result);
    }
    settle(byHandler);
    return results;
  }

  private HandlerResult unrouted(Asset asset) {
    log.warn("No handler is registered for asset {}", asset.name());
    return new HandlerResult(
        "", asset.reference(), Outcome.UNROUTED, 0, clock.instant(), "no route matches");
  }

  private HandlerResult run(Route route, Asset asset, HandlerLedger ledger) {
    if (!route.always() && ledger.hasSucceeded(route.id(), asset.reference())) {
      return result(route, asset, Outcome.UNCHANGED, 0, "");
    }
    String failure = "cancelled";
    for (int attempt = 1; attempt <= attempts; attempt++) {
      if (cancelled) {
        return result(route, asset, Outcome.CANCELLED, attempt - 1, failure);
      }
      try {
        route.handler().handle(asset, new Context(asset.reference(), attempt));
        return result(route, asset, Outcome.SUCCEEDED, attempt, "");
      } catch (CancelledException e) {
        log.info("Asset {} was cancelled: {}", asset.name(), e.getMessage());
        return result(route, asset, Outcome.CANCELLED, attempt, String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return result(route, asset, Outcome.CANCELLED, attempt, "interrupted");
      } catch (Exception
          | LinkageError e) { // a native library that is missing is one handler's trouble, too
        failure = String.valueOf(e.getMessage() != null ? e.getMessage() : e);
        log.warn(
            "Asset {} failed at attempt {} of {}: {}", asset.name(), attempt, attempts, failure, e);
      }
      if (attempt < attempts && !waited()) {
        return result(route, asset, Outcome.CANCELLED, attempt, "interrupted");
      }
    }
    return result(route, asset, Outcome.FAILED, attempts, failure);
  }

  private boolean waited() {
    try {
      pause.sleep(delay);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HandlerResult result(
      Route route, Asset asset, Outcome outcome, int tried, String message) {
    return new HandlerResult(
        route.id(), asset.reference(), outcome, tried, clock.instant(), message);
  }

  /** A handler without assets settles, too: all of its assets may be gone. */
  private void settle(Map<AssetHandler, List<Asset>> byHandler) {
    for (AssetHandler handler : routes.stream().map(Route::handler).distinct().toList()) {
      try {
        handler.settle(
            List.copyOf(byHandler.getOrDefault(handler, List.of())), new Context(null, 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception | LinkageError e) {
        log.warn("{} could not settle; it is tried again next time", handler, e);
      }
    }
  }

  private final class Context implements HandlerContext {
    private final @Nullable AssetReference asset;
    private final int attempt;

    /** Without an asset, for settling, there is no progress to tell. */
    Context(@Nullable AssetReference asset, int attempt) {
      this.asset = asset;
      this.attempt = attempt;
    }

    @Override
    public void progress(String step, long done, long total) {
      if (asset != null) {
        listener.progress(asset, step, done, total);
      }
    }

    @Override
    public boolean isCancelled() {
      return cancelled || Thread.currentThread().isInterrupted();
    }

    @Override
    public int attempt() {
      return attempt;
    }
  }
}
