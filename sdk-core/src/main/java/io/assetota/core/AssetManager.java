package io.assetota.core;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.Trial;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.Platform;
import io.assetota.core.store.AssetStore;
import io.assetota.core.store.DeviceContents;
import io.assetota.core.store.DeviceFiles;
import io.assetota.core.store.DeviceState;
import io.assetota.core.store.DiskFiles;
import io.assetota.core.store.RunningApplication;
import io.assetota.core.store.StatusReport;
import io.assetota.core.store.StoreRecovery;
import io.assetota.core.store.UpdateHistory;
import io.assetota.core.store.clock.DeviceClock;
import io.assetota.core.store.clock.SystemClock;
import io.assetota.core.store.lock.DeviceLocks;
import io.assetota.core.store.lock.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The assets of an application on this device: what {@code System.onAssetOta}, {@code
 * assetsAvailable} and {@code assetsHandled} are in Device OS.
 *
 * <p>Open it, say with {@link #onAssetOta} who handles the assets, then {@link #start}. One process
 * at a time is the application of a device folder; another process may update the device meanwhile,
 * by an {@code Installer}. The application goes on with the assets that it began with, which stay
 * on the device until it ends. If a release with the same program and other assets arrives, it is
 * told of those while it runs; a release with another program is for the next start.
 *
 * <p>Safe for use by several threads. Callbacks run on the thread that calls {@link #start}, and
 * after that on a thread of this object.
 */
public final class AssetManager implements AutoCloseable {
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);

  private final AssetStore store;
  private final DeviceState state;
  private final RunningApplication running;
  private final Delivery delivery;
  private Duration interval = DEFAULT_INTERVAL;
  private @Nullable UpdateWatch watch;

  private AssetManager(AssetStore store, DeviceState state) {
    this.store = store;
    this.state = state;
    this.running = new RunningApplication(store);
    this.delivery = new Delivery(store, running, state, this::describe);
  }

  /**
   * Opens a device folder, and makes it if there is none. A new one takes the platform of its first
   * application.
   *
   * @param home the folder
   * @return the manager, which the caller closes
   * @throws DeviceBusyException if another process is the application of this folder, or has it
   *     open a second time in this process
   * @throws AssetException if what is there can't be recovered
   * @throws IOException if the folder can't be read or written
   */
  public static AssetManager open(Path home) throws IOException {
    return open(AssetStore.open(home, Optional.of(Role.APPLICATION), Optional.empty()));
  }

  /**
   * Opens a device folder that is to have this platform.
   *
   * @param home the folder
   * @param platform the platform, with the storage limits that the owner wants
   * @return the manager, which the caller closes
   * @throws DeviceBusyException if another process is the application of this folder, or has it
   *     open a second time in this process
   * @throws AssetException if the folder has another platform, or what is there can't be recovered
   * @throws IOException if the folder can't be read or written
   */
  public static AssetManager open(Path home, Platform platform) throws IOException {
    return open(AssetStore.open(home, Optional.of(Role.APPLICATION), Optional.of(platform)));
  }

  static AssetManager open(
      DeviceFiles files, DeviceLocks locks, Optional<Platform> platform, DeviceClock clock)
      throws IOException {
    return open(AssetStore.open(files, locks, Optional.of(Role.APPLICATION), platform, clock));
  }

  private static AssetManager open(AssetStore store) throws IOException {
    try {
      return new AssetManager(store, DeviceState.open(store.files()));
    } catch (IOException | RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /**
   * Looks at a device folder without opening it: nothing is changed, recovered or locked. Assets of
   * the result can't be opened.
   *
   * @param home the folder
   * @return what the device has
   * @throws AssetException if there is no device folder, or its manifest is damaged
   * @throws IOException if it can't be read
   */
  public static DeviceStatus look(Path home) throws IOException {
    DeviceFiles files = DiskFiles.existing(home);
    return StatusReport.of(
        new StoreRecovery(files).look(),
        DeviceState.look(files),
        UpdateHistory.look(files),
        asset -> {
          throw new AssetException(
              "asset " + asset + " was only looked at: open the device folder to read it");
        },
        SystemClock.system().read());
  }

  /**
   * Registers the callback for new assets. Replaces an earlier callback or router.
   *
   * @param newCallback the callback
   * @throws IllegalStateException after {@link #start}
   */
  public void onAssetOta(OnAssetOta newCallback) {
    delivery.register(newCallback);
  }

  /**
   * Registers a router, which sends each asset to its handler at every start, and marks all assets
   * as handled when all handlers succeeded. Replaces an earlier callback or router.
   *
   * @param newRouter the router
   * @throws IllegalStateException after {@link #start}
   */
  public void onAssetOta(AssetRouter newRouter) {
    delivery.register(newRouter);
  }

  /**
   * Sets how often a running application looks whether another process has installed other assets
   * for it: a look at the attributes of one file. Default: 5 seconds.
   *
   * @param newInterval 1 millisecond or longer; zero not to look
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException after {@link #start}
   */
  public synchronized void lookForUpdatesEvery(Duration newInterval) {
    if (newInterval.isNegative()) {
      throw new IllegalArgumentException("an interval must not be negative: " + newInterval);
    }
    if (watch != null) {
      throw new IllegalStateException("start() was called already");
    }
    interval = newInterval;
  }

  /**
   * Tells the application of its assets, if there is something new and nothing is missing. Call it
   * once, when everything is registered. An application on trial that was started three times and
   * has not {@linkplain #confirm confirmed} is rolled back first: it seems to break down each time.
   * Starts that a runtime counted, which starts the application, are not counted again.
   *
   * <p>From then on a thread of this object looks for a release with the same program and other
   * assets, and tells the application of it in the same way. What the callback throws then is
   * logged, and the call comes again at the next start.
   *
   * @return what happened
   * @throws IOException if the callback failed (its exception is the cause), or the state can't be
   *     written
   * @throws IllegalStateException if it was called before
   */
  public StartResult start() throws IOException {
    StartResult result = delivery.start();
    watchForUpdates();
    return result;
  }

  private synchronized void watchForUpdates() {
    if (!interval.isZero() && !store.isClosed()) {
      watch = UpdateWatch.begin(interval, delivery);
    }
  }

  /**
   * Goes on with the application that is installed now, whatever its program is, and does what
   * {@link #start} does once more. For a process that is not started anew by an update.
   *
   * @return what happened
   * @throws IOException if the callback failed (its exception is the cause), or the state can't be
   *     written
   */
  public StartResult deliver() throws IOException {
    return delivery.deliver();
  }

  /**
   * Says whether the application is done with its assets: those that it was last told of by {@link
   * #start} or {@link #deliver}, or those that are there, if nobody is registered to be told.
   *
   * @param handled true if it doesn't have to be told again until there is something new; false to
   *     be told at the next start
   * @throws IOException if that can't be written
   */
  public void assetsHandled(boolean handled) throws IOException {
    delivery.assetsHandled(handled);
  }

  /**
   * Returns what the device has now. After an update by another process that may be another
   * application than the one that runs.
   *
   * @return a snapshot
   */
  public DeviceStatus status() {
    store.requireOpen();
    return StatusReport.of(
        store.contentsNow(),
        state,
        UpdateHistory.lookIfPossible(store.files()),
        store::open,
        store.now());
  }

  /** Describes what the application sees. */
  private DeviceStatus describe(DeviceContents contents) {
    return StatusReport.of(
        contents, state, UpdateHistory.unread(store.files()), store::open, store.now());
  }

  private DeviceStatus seen() {
    store.requireOpen();
    return describe(running.contents());
  }

  /**
   * Returns the assets that the running application requires.
   *
   * @return in the application's order; empty without an application
   */
  public List<AssetReference> required() {
    return seen().application().map(InstalledApplication::assets).orElse(List.of());
  }

  /**
   * Returns the assets that the running application may use: required and stored. At any time,
   * handled or not.
   *
   * @return in the application's order
   */
  public List<Asset> available() {
    return seen().available();
  }

  /**
   * Returns one of the {@linkplain #available() available} assets.
   *
   * @param name its name
   * @return the asset, if it is available
   */
  public Optional<Asset> available(String name) {
    return available().stream().filter(a -> a.name().equals(name)).findFirst();
  }

  /**
   * Returns the assets that the running application requires and that are not stored.
   *
   * @return in the application's order
   */
  public List<AssetReference> missing() {
    return seen().missing();
  }

  /**
   * Returns the assets that are stored and not required.
   *
   * @return in the order in which they came
   */
  public List<Asset> unused() {
    return seen().unused();
  }

  /**
   * Returns the trial that the running application is on.
   *
   * @return the trial; empty if the application stays, or is not the one that is installed any more
   */
  public Optional<Trial> trial() {
    DeviceContents device = store.contentsNow();
    boolean isRunning =
        device.manifest().application().equals(running.contents().manifest().application());
    return isRunning ? device.trial(store.now()) : Optional.empty();
  }

  /**
   * Ends the trial of the running application: it stays. The previous one is deleted, and those of
   * its assets that this one doesn't need are unused. An application calls this when it has found
   * that it works; also a late one counts, as long as the other isn't back.
   *
   * @return false if this application is not on trial, so that it may be called at every start
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean confirm() throws IOException {
    return running.confirm();
  }

  /**
   * Ends the trial of the running application: the previous one is back with its assets, in one
   * step. {@link #deliver} tells who is registered, and every handler whose asset is another one
   * now.
   *
   * @return false if this application is not on trial
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean rollBack() throws IOException {
    return running.rollBack();
  }

  /**
   * Does what {@link #rollBack} does, if the time of the trial is over. Opening a folder does it,
   * too; a process that runs on calls this now and then.
   *
   * @return false if there was nothing to do
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean rollBackIfOverdue() throws IOException {
    return store.trials().rollBackIfOverdue();
  }

  /**
   * Returns where the device folder is.
   *
   * @return the folder that was opened
   */
  public Path home() {
    return store.files().home();
  }

  /**
   * Ends the use of the device folder, as soon as a change that is being written is done. Readers
   * that are open stay usable. May be called twice. Doesn't wait for a callback that is running.
   */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (watch != null) {
        watch.close();
      }
    }
    state.close();
    store.close();
  }
}
