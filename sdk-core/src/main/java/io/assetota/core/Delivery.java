package io.assetota.core;

import io.assetota.core.StartResult.Outcome;
import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.store.AssetStore;
import io.assetota.core.store.DeviceContents;
import io.assetota.core.store.DeviceState;
import io.assetota.core.store.RunningApplication;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an application of its assets, and keeps what it says of them. Safe for use by several
 * threads, with two locks:
 *
 * <ul>
 *   <li>{@code turn} is held for a whole delivery, callbacks and handlers included, so that one
 *       runs at a time.
 *   <li>The monitor of this object guards the fields that change. It is never held while others'
 *       code runs or a file is written, so a callback, or a thread that it waits for, may call
 *       {@link #assetsHandled}.
 * </ul>
 */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private final Object turn = new Object();
  private final AssetStore store;
  private final RunningApplication running;
  private final DeviceState state;
  private final Function<DeviceContents, DeviceStatus> status;
  private @Nullable OnAssetOta callback;
  private @Nullable AssetRouter router;
  private boolean started;

  /** The generation that the application knows, from the last time it was told; empty before. */
  private OptionalLong told = OptionalLong.empty();

  /** The generation that the last delivery found. */
  private long delivered;

  /**
   * Makes what delivers from a store.
   *
   * @param status describes what the application sees
   */
  Delivery(
      AssetStore store,
      RunningApplication running,
      DeviceState state,
      Function<DeviceContents, DeviceStatus> status) {
    this.store = store;
    this.running = running;
    this.state = state;
    this.status = status;
  }

  synchronized void register(OnAssetOta newCallback) {
    requireNotStarted();
    callback = newCallback;
    router = null;
  }

  synchronized void register(AssetRouter newRouter) {
    requireNotStarted();
    router = newRouter;
    callback = null;
  }

  private void requireNotStarted() {
    if (started) {
      throw new IllegalStateException("start() was called already; use deliver() after an update");
    }
  }

  /** Counts the start, which may roll back a trial, and delivers. */
  StartResult start() throws IOException {
    synchronized (this) {
      requireNotStarted();
      started = true;
    }
    store.requireOpen();
    countStart();
    return deliver();
  }

  private void countStart() {
    try {
      store.trials().countStart();
    } catch (IOException e) {
      log.warn("The start of an application on trial could not be noted: {}", Printable.failure(e));
    }
  }

  /** Delivers what is installed now, whatever application that is. */
  StartResult deliver() throws IOException {
    synchronized (turn) {
      store.requireOpen();
      return deliver(running.takeOver());
    }
  }

  /** Delivers what another process has installed for the program that runs here. */
  void deliverNewAssets() throws IOException {
    synchronized (turn) {
      store.requireOpen();
      DeviceContents contents = running.takeOverAssets();
      if (contents.manifest().generation() != delivered) {
        StartResult result = deliver(contents);
        log.info("An update brought assets to the running application: {}", result.outcome());
      }
    }
  }

  private StartResult deliver(DeviceContents contents) throws IOException {
    delivered = contents.manifest().generation();
    DeviceStatus now = status.apply(contents);
    if (!now.missing().isEmpty()) {
      log.warn(
          "Safe mode: {} of the application's assets are missing: {}",
          now.missing().size(),
          now.missing());
      return StartResult.of(Outcome.SAFE_MODE);
    }
    AssetRouter toRoute;
    OnAssetOta toCall;
    synchronized (this) {
      toRoute = router;
      toCall = callback;
      if (toRoute != null || toCall != null) {
        told = OptionalLong.of(contents.manifest().generation());
      }
    }
    if (now.application().isEmpty()) {
      // Which assets it requires is not known: handlers must not think that theirs are gone.
      return StartResult.of(Outcome.NOTHING_NEW);
    }
    if (toRoute != null) {
      return route(toRoute, now);
    }
    if (toCall == null
        || now.available().isEmpty()
        || now.consumerState() == ConsumerState.HANDLED) {
      return StartResult.of(Outcome.NOTHING_NEW);
    }
    forgetHandlers();
    call(toCall, now.available());
    return StartResult.of(Outcome.NOTIFIED);
  }

  /**
   * What a callback does with the assets is not known here: an application with a router that comes
   * after it, or comes back, can't rely on what its handlers took before.
   */
  private void forgetHandlers() {
    try {
      state.retain(Set.of());
    } catch (IOException e) {
      log.warn("What the handlers took before could not be forgotten: {}", Printable.failure(e));
    }
  }

  private static void call(OnAssetOta callback, List<Asset> available) throws IOException {
    try {
      callback.onAssetOta(available);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssetException("onAssetOta was interrupted", e);
    } catch (Exception e) {
      throw new AssetException("onAssetOta failed: " + e.getMessage(), e);
    } catch (Error e) { // the caller goes on, and may bring an update that puts it right
      throw new AssetException("onAssetOta failed: " + e, e);
    }
  }

  private StartResult route(AssetRouter toRoute, DeviceStatus now) throws IOException {
    AssetRouter.Result run = toRoute.run(now.available(), state);
    List<HandlerResult> results = run.results();
    boolean handled = results.stream().noneMatch(HandlerResult::isOpen);
    if (!now.available().isEmpty()) {
      assetsHandled(handled);
    }
    if (run.essentialFailure().isPresent() && failTrial(run.essentialFailure().get())) {
      return new StartResult(Outcome.ROLLED_BACK, results);
    }
    boolean called = results.stream().anyMatch(r -> r.attempts() > 0);
    return new StartResult(called ? Outcome.NOTIFIED : Outcome.NOTHING_NEW, results);
  }

  /** Brings the previous application back, as this one can't do its work. */
  private boolean failTrial(HandlerResult failure) throws IOException {
    String asset = Printable.text(failure.asset().name());
    boolean isBack = running.failTrial();
    if (isBack) {
      log.warn("The previous application is back, as asset {} failed", asset);
    } else {
      log.warn("Asset {} failed, and the application is not on trial: it stays", asset);
    }
    return isBack;
  }

  /** Notes what the application says of the generation that it knows, not of a newer one. */
  void assetsHandled(boolean handled) throws IOException {
    store.requireOpen();
    long current = running.contents().manifest().generation();
    long meant;
    synchronized (this) {
      meant = told.orElse(current);
    }
    state.setHandled(meant, handled);
  }
}
