package io.assetota.ota.hawkbit.agent;

import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.install.Installer;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device that is opened for each update. */
final class DeviceOpenedForUpdates implements HawkbitDevice {
  private static final Logger log = LoggerFactory.getLogger(DeviceOpenedForUpdates.class);

  private final Path home;
  private final AgentMaker maker;
  private volatile @Nullable UpdateAgent running;

  private DeviceOpenedForUpdates(Path home, AgentMaker maker) {
    this.home = home;
    this.maker = maker;
  }

  static HawkbitDevice at(Path home, AgentMaker maker) throws IOException {
    if (!Files.exists(home)) {
      Installer.open(home).close();
    }
    return new DeviceOpenedForUpdates(home, maker);
  }

  @Override
  public Path home() {
    return home;
  }

  @Override
  public DeviceStatus status() throws IOException {
    return AssetManager.look(home);
  }

  @Override
  public UpdateResult update(BundleSource source, UpdateControl gate, UpdateListener listener)
      throws IOException {
    try (Installer device = Installer.open(home)) {
      UpdateAgent agent = maker.make(device);
      running = agent;
      return agent.update(source, gate, listener);
    } finally {
      running = null;
    }
  }

  @Override
  public void endOverdueTrial() throws IOException {
    if (status().trial().isPresent()) {
      try (Installer device = Installer.open(home)) {
        maker.make(device).rollBackIfOverdue();
      } catch (DeviceBusyException e) {
        log.debug("The application has the device open, and looks after its trial itself", e);
      }
    }
  }

  @Override
  public void cancel() {
    UpdateAgent agent = running;
    if (agent != null) {
      agent.cancel();
    }
  }
}
