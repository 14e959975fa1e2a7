package io.assetota.core.routing;

import io.assetota.core.device.PartVersion;
import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.handler.HandlerResult.Outcome;
import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.CancelledException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One run of a router over the assets of an application, on one thread. */
public final class RouterRun {
  private static final Logger log = LoggerFactory.getLogger(RouterRun.class);

  /** A handler's message goes into the device's state, which must stay small. */
  private static final int MAX_MESSAGE_LENGTH = 1000;

  private final Routing routing;
  private final HandlerLedger ledger;
  private final Map<AssetHandler, List<Asset>> byHandler = new HashMap<>();
  private final List<HandlerResult> results = new ArrayList<>();
  private @Nullable HandlerResult essentialFailure;

  /**
   * Whether the thread was interrupted. Kept here until the end: with the thread's own flag set,
   * the state could not be written any more.
   */
  private volatile boolean interrupted;

  public RouterRun(Routing routing, HandlerLedger ledger) {
    this.routing = routing;
    this.ledger = ledger;
  }

  /**
   * Handles assets.
   *
   * @return the result of each
   */
  public List<HandlerResult> over(List<Asset> assets) {
    try {
      noteInterrupt();
      remember(() -> ledger.retain(references(assets)));
      for (Asset asset : routing.inOrder(assets)) {
        HandlerResult result = route(asset);
        noteInterrupt();
        remember(() -> ledger.record(result));
        tell(() -> routing.listener().finished(result));
        results.add(result);
      }
      settle();
      return List.copyOf(results);
    } finally {
      noteInterrupt();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Returns the failure of a handler without which the application can't stay.
   *
   * @return the first one; empty if there is none
   */
  public Optional<HandlerResult> essentialFailure() {
    return Optional.ofNullable(essentialFailure);
  }

  private static Set<AssetReference> references(List<Asset> assets) {
    return assets.stream().map(Asset::reference).collect(Collectors.toSet());
  }

  private interface Note {
    void write() throws IOException;
  }

  /** A full disk must not keep parts from getting their assets. */
  private static void remember(Note note) {
    try {
      note.write();
    } catch (IOException e) {
      log.warn(
          "The outcome could not be noted; handlers may be called once more: {}",
          Printable.failure(e));
    }
  }

  /** A listener must not be able to break the work. */
  private static void tell(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException | Error e) {
      log.warn("A listener failed", e);
    }
  }

  private void noteInterrupt() {
    if (Thread.interrupted()) {
      interrupted = true;
    }
  }

  private boolean isCancelled() {
    return interrupted || routing.isCancelled();
  }

  private HandlerResult route(Asset asset) {
    Optional<Route> route = routing.routeOf(asset);
    if (route.isEmpty()) {
      log.warn("No handler is registered for asset {}", Printable.text(asset.name()));
      return result("", asset, Outcome.UNROUTED, 0, "no route matches");
    }
    byHandler.computeIfAbsent(route.get().handler(), h -> new ArrayList<>()).add(asset);
    Optional<HandlerResult> first = unfinishedBefore(route.get());
    if (first.isPresent()) {
      String name = Printable.text(first.get().asset().name());
      log.warn("Asset {} has to wait until {} succeeds", Printable.text(asset.name()), name);
      return result(
          route.get().id(), asset, Outcome.SKIPPED, 0, name + " has to succeed before it");
    }
    HandlerResult result = handle(route.get(), asset);
    if (result.outcome() == Outcome.FAILED
        && essentialFailure == null
        && route.get().handler().isEssential()) {
      essentialFailure = result;
    }
    return result;
  }

  private Optional<HandlerResult> unfinishedBefore(Route route) {
    Set<String> earlier = routing.earlierThan(route);
    return results.stream()
        .filter(result -> earlier.contains(result.route()) && result.isOpen())
        .findFirst();
  }

  private HandlerResult handle(Route route, Asset asset) {
    if (!route.always() && ledger.hasSucceeded(route.id(), asset.reference())) {
      return result(route.id(), asset, Outcome.UNCHANGED, 0, "");
    }
    String failure = "cancelled";
    for (int attempt = 1; attempt <= routing.attempts(); attempt++) {
      if (isCancelled()) {
        return result(route.id(), asset, Outcome.CANCELLED, attempt - 1, failure);
      }
      remember(() -> ledger.begin(route.id(), asset.reference()));
      try {
        route.handler().handle(asset, new Context(asset.reference(), attempt));
        return result(route.id(), asset, Outcome.SUCCEEDED, attempt, "");
      } catch (CancelledException e) {
        log.info("Asset {} was cancelled: {}", Printable.text(asset.name()), e.getMessage());
        return result(route.id(), asset, Outcome.CANCELLED, attempt, message(e));
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (UnsuitableAssetException e) {
        log.warn("Asset {} has failed: {}", Printable.text(asset.name()), e.getMessage());
        log.debug("The failure", e);
        return result(route.id(), asset, Outcome.FAILED, attempt, message(e));
      } catch (Exception | Error e) {
        // Also a native library that is missing, or content that takes all memory, is the trouble
        // of one handler: else no other would ever run.
        failure = message(e);
        log.warn(
            "Asset {} failed at attempt {} of {}: {}",
            Printable.text(asset.name()),
            attempt,
            routing.attempts(),
            failure);
        log.atLevel(e instanceof IOException ? Level.DEBUG : Level.WARN)
            .setCause(e)
            .log("The failure"); // of a handler that is wrong itself, with its place in any case
      }
      noteInterrupt();
      if (interrupted || (attempt < routing.attempts() && !waited())) {
        return result(route.id(), asset, Outcome.CANCELLED, attempt, "interrupted");
      }
    }
    return result(route.id(), asset, Outcome.FAILED, routing.attempts(), failure);
  }

  private boolean waited() {
    try {
      routing.waitForNextAttempt();
      return true;
    } catch (InterruptedException e) {
      interrupted = true;
      return false;
    }
  }

  private static String message(Throwable failure) {
    // That of an error is often no more than the name of a class.
    boolean isTelling = failure.getMessage() != null && !(failure instanceof Error);
    String text = String.valueOf(isTelling ? failure.getMessage() : failure);
    return text.length() > MAX_MESSAGE_LENGTH ? text.substring(0, MAX_MESSAGE_LENGTH) : text;
  }

  private HandlerResult result(
      String route, Asset asset, Outcome outcome, int attempts, String message) {
    return new HandlerResult(
        route, asset.reference(), outcome, attempts, routing.clock().instant(), message);
  }

  /** A handler without assets settles, too: all of its assets may be gone. */
  private void settle() {
    for (AssetHandler handler : routing.handlers()) {
      if (isCancelled()) {
        return;
      }
      List<Asset> assets = List.copyOf(byHandler.getOrDefault(handler, List.of()));
      try {
        handler.settle(assets, new Context(null, 1));
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (Exception | Error e) {
        log.warn("{} could not settle; it is tried again next time", handler, e);
      }
      noteInterrupt();
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
        tell(() -> routing.listener().progress(asset, step, done, total));
      }
    }

    @Override
    public boolean isCancelled() {
      return RouterRun.this.isCancelled() || Thread.currentThread().isInterrupted();
    }

    @Override
    public void partVersion(String part, Optional<String> version) {
      PartVersion.requireValidName(part);
      if (asset != null) {
        PartVersion now = new PartVersion(part, version, asset.name(), routing.clock().instant());
        remember(() -> ledger.record(now));
      }
    }

    @Override
    public int attempt() {
      return attempt;
    }
  }
}
