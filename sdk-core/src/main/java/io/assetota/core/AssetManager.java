package io.assetota.core;

import io.assetota.core.application.FileContent;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.Trial;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageFullException;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.store.AssetStore;
import io.assetota.core.store.DeviceClock;
import io.assetota.core.store.DeviceFiles;
import io.assetota.core.store.DeviceLock;
import io.assetota.core.store.DeviceState;
import io.assetota.core.store.DiskFiles;
import io.assetota.core.store.ModuleFolder;
import io.assetota.core.store.StatusReport;
import io.assetota.core.store.StoreRecovery;
import io.assetota.core.store.SystemClock;
import io.assetota.core.store.TrialRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The assets of an application on this device: what {@code System.onAssetOta}, {@code
 * assetsAvailable} and {@code assetsHandled} are in Device OS.
 *
 * <p>Open it, say with {@link #onAssetOta} who handles the assets, then {@link #start}. One process
 * at a time may have a device folder open. Safe for use by several threads; callbacks run on the
 * thread that calls {@link #start}.
 */
public final class AssetManager implements AutoCloseable {
  private final Closeable lock;
  private final AssetStore store;
  private final DeviceState state;
  private final InstallationPlanner planner;
  private final Delivery delivery;
  private volatile boolean closed;

  private AssetManager(Closeable lock, AssetStore store, DeviceState state) {
    this.lock = lock;
    this.store = store;
    this.state = state;
    this.planner = new InstallationPlanner(store, state);
    this.delivery = new Delivery(store, state, this::requireOpen);
  }

  /**
   * Opens a device folder, and makes it if there is none. A new one takes the platform of its first
   * application.
   *
   * @param home the folder
   * @return the manager, which the caller closes
   * @throws DeviceBusyException if another process has it open
   * @throws AssetException if what is there can't be recovered
   * @throws IOException if the folder can't be read or written
   */
  public static AssetManager open(Path home) throws IOException {
    return open(home, Optional.empty(), SystemClock.system());
  }

  /**
   * Opens a device folder that is to have this platform.
   *
   * @param home the folder
   * @param platform the platform, with the storage limits that the owner wants
   * @return the manager, which the caller closes
   * @throws DeviceBusyException if another process has it open
   * @throws AssetException if the folder has another platform, or what is there can't be recovered
   * @throws IOException if the folder can't be read or written
   */
  public static AssetManager open(Path home, Platform platform) throws IOException {
    return open(home, Optional.of(platform), SystemClock.system());
  }

  static AssetManager open(Path home, Optional<Platform> platform, DeviceClock clock)
      throws IOException {
    DeviceFiles files = new DiskFiles(home);
    files.createFolder("");
    DeviceLock lock = DeviceLock.take(home);
    try {
      return open(lock, files, platform, clock);
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  static AssetManager open(
      Closeable lock, DeviceFiles files, Optional<Platform> platform, DeviceClock clock)
      throws IOException {
    DeviceState state = DeviceState.open(files);
    AssetStore store = AssetStore.open(files, state.unhandledGeneration(), clock);
    if (platform.isPresent()) {
      requireSame(store, platform.get());
      store.setPlatform(platform.get());
    }
    return new AssetManager(lock, store, state);
  }

  private static void requireSame(AssetStore store, Platform wanted) throws AssetException {
    Optional<Platform> present = store.contents().platform();
    if (present.isPresent() && present.get().id() != wanted.id()) {
      throw new AssetException(
          "this device folder is a "
              + present.get()
              + ", not a "
              + wanted
              + ": use another folder");
    }
  }

  /**
   * Looks at a device folder without opening it, also while another process has it open. Assets of
   * the result can't be opened.
   *
   * @param home the folder
   * @return what the device has
   * @throws AssetException if there is no device folder, or its manifest is damaged
   * @throws IOException if it can't be read
   */
  public static DeviceStatus look(Path home) throws IOException {
    if (!DiskFiles.isFolder(home.resolve(ModuleFolder.STORE))) {
      throw new AssetException("there is no device folder at " + home);
    }
    DeviceFiles files = new DiskFiles(home);
    return StatusReport.of(
        new StoreRecovery(files).look(),
        DeviceState.look(files),
        asset -> {
          throw new AssetException(
              "asset " + asset + " was only looked at: open the device folder to read it");
        },
        SystemClock.system().read());
  }

  /**
   * Registers who is told of new assets. Replaces what was registered before.
   *
   * @param newCallback the callback
   * @throws IllegalStateException after {@link #start}
   */
  public void onAssetOta(OnAssetOta newCallback) {
    delivery.register(newCallback);
  }

  /**
   * Registers a router, which sends each asset to its handler at every start, and marks all handled
   * when all handlers succeeded. Replaces what was registered before.
   *
   * @param newRouter the router
   * @throws IllegalStateException after {@link #start}
   */
  public void onAssetOta(AssetRouter newRouter) {
    delivery.register(newRouter);
  }

  /**
   * Tells the application of its assets, if there is something new and nothing is missing. Call it
   * once, when everything is registered. An application on trial that was started three times and
   * has not {@linkplain #confirm confirmed} is rolled back first: it seems to break down each time.
   *
   * @return what happened
   * @throws IOException if the callback failed (its exception is the cause), or the state can't be
   *     written
   * @throws IllegalStateException if it was called before
   */
  public StartResult start() throws IOException {
    return delivery.start();
  }

  /**
   * Does what {@link #start} does once more, for an application that installed an update while it
   * runs.
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
   * Returns what the device has.
   *
   * @return a snapshot
   */
  public DeviceStatus status() {
    requireOpen();
    return StatusReport.of(store.contents(), state, store::open, store.now());
  }

  /**
   * Returns the assets that the application requires.
   *
   * @return in the application's order; empty without an application
   */
  public List<AssetReference> required() {
    return status().application().map(InstalledApplication::assets).orElse(List.of());
  }

  /**
   * Returns the assets that the application may use: required and stored. At any time, handled or
   * not.
   *
   * @return in the application's order
   */
  public List<Asset> available() {
    return status().available();
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
   * Returns the assets that are required and not stored.
   *
   * @return in the application's order
   */
  public List<AssetReference> missing() {
    return status().missing();
  }

  /**
   * Returns the assets that are stored and not required.
   *
   * @return in the order in which they came
   */
  public List<Asset> unused() {
    return status().unused();
  }

  /**
   * Returns the module in the application slot.
   *
   * @return the whole module; empty if there is none that is intact
   * @throws IOException if it can't be read
   */
  public Optional<FirmwareModule> application() throws IOException {
    requireOpen();
    return store.loadApplication();
  }

  /**
   * Opens the content of a file of an application that is a folder: the active one, or one that a
   * trial goes back to.
   *
   * @param content SHA-256 of the content, from the application's manifest
   * @return a reader, which the caller closes; it checks the content when it has been read through
   * @throws AssetException if it is not stored, or damaged
   * @throws IOException if it can't be read
   */
  public AssetReader openFile(AssetHash content) throws IOException {
    requireOpen();
    return store.open(FileContent.of(content));
  }

  /**
   * Prepares to install an application and its assets. Nothing changes until {@link
   * Installation#commit}.
   *
   * @param application an intact application for this device's platform
   * @param moduleLengths lengths in bytes of the asset modules that can be brought, with those of
   *     the application's files as {@link FileContent} names them; those of stored ones may lack
   * @return the installation, which the caller closes
   * @throws AssetException if the application is not for this device, an asset can't be brought, or
   *     another application is on trial
   * @throws StorageFullException if the assets don't fit
   * @throws IOException if the device can't be read
   */
  public Installation prepare(FirmwareModule application, Map<AssetReference, Long> moduleLengths)
      throws IOException {
    requireOpen();
    return planner.prepare(application, moduleLengths, Optional.empty());
  }

  /**
   * Prepares to install an application that has to {@linkplain #confirm confirm} that it works.
   * Until it does, the application before stays on the device with all its assets, and comes back
   * when the time is over, or when the new one was {@linkplain #start started} three times without
   * confirming and starts again. Where there is no other application before, it is installed for
   * good, as there is nothing to go back to.
   *
   * <p>The time is counted by the device's uptime, so that setting its clock ends nothing. From one
   * boot to the next it is that of the clock, if that can be believed; else the time in which the
   * device is off doesn't count, and the starts end a trial of which the device is never on for
   * long enough.
   *
   * @param application an intact application for this device's platform
   * @param moduleLengths lengths in bytes of the asset modules that can be brought; those of stored
   *     assets may lack
   * @param confirmWithin 1 second to 366 days
   * @return the installation, which the caller closes
   * @throws AssetException if the application is not for this device, an asset can't be brought, or
   *     another application is on trial
   * @throws StorageFullException if the assets don't fit, beside those that are kept
   * @throws IOException if the device can't be read
   */
  public Installation prepareOnTrial(
      FirmwareModule application, Map<AssetReference, Long> moduleLengths, Duration confirmWithin)
      throws IOException {
    requireOpen();
    return planner.prepare(
        application, moduleLengths, Optional.of(TrialRecord.requireSensible(confirmWithin)));
  }

  /**
   * Returns the trial that the application is on.
   *
   * @return the trial; empty if the application stays
   */
  public Optional<Trial> trial() {
    return status().trial();
  }

  /**
   * Ends the trial of the application: it stays. The one before is deleted, and those of its assets
   * that this one doesn't need are unused. An application calls this when it has found that it
   * works; also a late one counts, as long as the other isn't back.
   *
   * @return false if there was no trial, so that it may be called at every start
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean confirm() throws IOException {
    requireOpen();
    return store.confirm();
  }

  /**
   * Ends the trial of the application: the one before is back with its assets, in one step. {@link
   * #deliver} tells who is registered, and every handler whose asset is another one now.
   *
   * @return false if there was no trial
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean rollBack() throws IOException {
    requireOpen();
    return store.rollBack();
  }

  /**
   * Does what {@link #rollBack} does, if the time of the trial is over. Opening a folder does it,
   * too; a process that runs on calls this now and then.
   *
   * @return false if there was nothing to do
   * @throws IOException if that can't be written: the trial goes on
   */
  public boolean rollBackIfOverdue() throws IOException {
    requireOpen();
    return store.rollBackIfOverdue();
  }

  /**
   * Keeps how an update fared, for {@link DeviceStatus#lastUpdate}. What becomes of it later, on
   * trial, is added there. For the agent that brings updates.
   *
   * @param update how it fared
   * @param pending the update that waits for a newer system from now on; empty if none does
   * @throws IOException if it can't be written
   */
  public void noteUpdate(UpdateRecord update, Optional<PendingUpdate> pending) throws IOException {
    requireOpen();
    state.setLastUpdate(update, pending);
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
   * Returns the folder for what an update has fetched so far. It lies on the same disk as the
   * store, and what is there survives a restart; who puts it there removes it.
   *
   * @return an existing folder
   */
  public Path stagingFolder() {
    return home().resolve(ModuleFolder.STAGING);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this AssetManager is closed");
    }
  }

  /**
   * Frees the device folder, as soon as an installation that is being committed is done. Readers
   * that are open stay usable. May be called twice.
   */
  @Override
  public void close() throws IOException {
    closed = true;
    store.close();
    state.close();
    lock.close();
  }
}
