package io.assetota.runtime.device;

import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.Trial;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.files.SteadyFile;
import io.assetota.core.install.DeviceFolder;
import io.assetota.core.materialize.Materializer;
import io.assetota.core.materialize.ModuleProgram;
import io.assetota.core.materialize.TreeCheck;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A device folder on the disk. */
public final class StoredReleases implements Releases {
  private final Path home;
  private final InstantSource deviceClock;
  private final Supplier<Duration> uptime;
  private final TreeCheck check;
  private final Runnable beforeLongWork;
  private @Nullable SteadyFile seenManifest;
  private Optional<DeviceStatus> seen = Optional.empty();

  private Optional<ApplicationId> onTrial = Optional.empty();

  /** By the uptime. */
  private Optional<Duration> trialEndsAt = Optional.empty();

  /**
   * Names the folder.
   *
   * @param deviceClock the device's time of day, by which it says when a trial is over
   * @param uptime counts the time of a trial from then on: the other may be set meanwhile
   * @param check how closely the application's files are looked at before each start
   * @param beforeLongWork is called before what may take minutes
   */
  public StoredReleases(
      Path home,
      InstantSource deviceClock,
      Supplier<Duration> uptime,
      TreeCheck check,
      Runnable beforeLongWork) {
    this.home = home;
    this.deviceClock = deviceClock;
    this.uptime = uptime;
    this.check = check;
    this.beforeLongWork = beforeLongWork;
  }

  @Override
  public Path home() {
    return home;
  }

  private boolean isThere() {
    return Files.isDirectory(home.resolve("store"));
  }

  @Override
  public Optional<InstalledRelease> look() throws IOException {
    Path manifest = home.resolve("store/manifest");
    if (!Files.exists(manifest)) {
      seen = Optional.empty();
      return Optional.empty();
    }
    SteadyFile now = SteadyFile.of(manifest);
    if (!now.equals(seenManifest)) {
      seen = Optional.of(AssetManager.look(home));
      seenManifest = now; // of before the look: what has come since is looked at again
      noteTrial(seen.flatMap(DeviceStatus::trial));
    }
    return release();
  }

  private Optional<InstalledRelease> release() {
    return seen.flatMap(DeviceStatus::application)
        .map(
            application ->
                new InstalledRelease(
                    application.id(),
                    application
                        .program()
                        .map(p -> p.id().value())
                        .orElse(
                            AssetHash.parse(
                                application.id().hex())), // firmware, which is no program here
                    application.release(),
                    trialLeft()));
  }

  /** The end of a trial that goes on never moves away, whatever is written meanwhile. */
  private void noteTrial(Optional<Trial> trial) {
    Optional<ApplicationId> application = trial.map(t -> t.application().id());
    Optional<Duration> before = application.equals(onTrial) ? trialEndsAt : Optional.empty();
    onTrial = application;
    trialEndsAt =
        trial
            .map(t -> Duration.between(deviceClock.instant(), t.confirmBy()))
            .map(uptime.get()::plus)
            .map(end -> before.filter(b -> b.compareTo(end) < 0).orElse(end));
  }

  private Optional<Duration> trialLeft() {
    return trialEndsAt
        .map(end -> end.minus(uptime.get()))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  @Override
  public Optional<InstalledRelease> recover() throws IOException {
    if (!isThere()) {
      return Optional.empty();
    }
    beforeLongWork.run();
    DeviceFolder.open(home).close();
    return look();
  }

  @Override
  public Optional<TrialEnd> lastTrialEnd() {
    return seen.flatMap(DeviceStatus::trialEnd);
  }

  @Override
  public Optional<String> handlerFailure() {
    return seen.flatMap(DeviceStatus::failedHandler)
        .map(result -> "asset " + result.asset().name() + ": " + result.message());
  }

  @Override
  public Program materialize() throws IOException {
    beforeLongWork.run();
    try (DeviceFolder device = DeviceFolder.open(home)) {
      ModuleProgram program =
          ModuleProgram.of(
              device
                  .application()
                  .orElseThrow(() -> new AssetException("the application is not there any more")));
      Path folder =
          Materializer.in(home)
              .materialize(
                  program.manifest(),
                  program.contents(file -> device.openFile(file.hash())),
                  check);
      return new Program(folder, program.manifest().start());
    }
  }

  @Override
  public boolean countStart() throws IOException {
    try (DeviceFolder device = DeviceFolder.open(home)) {
      if (!device.countStart()) {
        return false;
      }
    }
    look(); // how the trial ended
    return true;
  }

  @Override
  public boolean confirm() throws IOException {
    try (DeviceFolder device = DeviceFolder.open(home)) {
      return device.confirm();
    }
  }

  @Override
  public boolean rollBack(TrialEnd.Kind why) throws IOException {
    beforeLongWork.run();
    try (DeviceFolder device = DeviceFolder.open(home)) {
      return device.rollBack(why);
    }
  }
}
