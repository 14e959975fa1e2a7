package io.assetota.core.store;

import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application of this process sees of the device. It goes on with the application that it
 * began with, also when another one is installed meanwhile, and takes over a release that has the
 * same program and other assets. Safe for use by several threads.
 */
public final class RunningApplication {
  private static final Logger log = LoggerFactory.getLogger(RunningApplication.class);

  private final AssetStore store;

  /** The assets of the application that this process began with. */
  private final Set<AssetReference> began;

  private DeviceContents seen;

  /** Begins with what is installed. */
  public RunningApplication(AssetStore store) {
    this.store = store;
    this.began = assetsOf(store.contents());
    this.seen = claim();
  }

  private static Set<AssetReference> assetsOf(DeviceContents contents) {
    return contents
        .application()
        .<Set<AssetReference>>map(a -> new LinkedHashSet<>(a.assets()))
        .orElse(Set.of());
  }

  /** A full disk must not keep the application from running. */
  private DeviceContents claim() {
    try {
      return store.claim(began);
    } catch (IOException e) {
      log.warn(
          "That the application uses its assets could not be noted; an update may remove them: {}",
          Printable.failure(e));
      return store.contents();
    }
  }

  /** Returns what the application sees. */
  public synchronized DeviceContents contents() {
    DeviceContents now = store.contents();
    if (!isAnother(now)) {
      seen = now;
    }
    return seen;
  }

  /** Goes on with what is installed now, whatever it is. */
  public synchronized DeviceContents takeOver() throws IOException {
    store.refreshIfChanged();
    if (isAnother(store.contents())) {
      seen = claim();
    }
    return contents();
  }

  /** Goes on with what is installed now, if it has the same program. */
  public synchronized DeviceContents takeOverAssets() throws IOException {
    store.refreshIfChanged();
    DeviceContents now = store.contents();
    if (isAnother(now) && isSameProgram(seen.application(), now.application())) {
      seen = claim();
    }
    return contents();
  }

  private boolean isAnother(DeviceContents contents) {
    return !contents.manifest().application().equals(seen.manifest().application());
  }

  private static boolean isSameProgram(
      Optional<InstalledApplication> one, Optional<InstalledApplication> other) {
    return one.isPresent() && other.isPresent() && one.get().hasSameProgramAs(other.get());
  }

  /** Keeps the application, if it is on trial. */
  public boolean confirm() throws IOException {
    return store.trials().confirm(contents().manifest().application());
  }

  /** Brings the previous application back, as this one does not work. */
  public boolean failTrial() throws IOException {
    return store.trials().rollBack(contents().manifest().application(), TrialEnd.Kind.FAILED);
  }

  /** Brings the previous application back. */
  public boolean rollBack() throws IOException {
    return store.trials().rollBack(contents().manifest().application(), TrialEnd.Kind.ROLLED_BACK);
  }
}
