package io.assetota.ota.hawkbit.agent;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.install.Installer;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.Path;

/** A device that this process has open. */
record OpenDevice(Installer device, UpdateAgent agent) implements HawkbitDevice {
  @Override
  public Path home() {
    return device.home();
  }

  @Override
  public DeviceStatus status() {
    return device.status();
  }

  @Override
  public UpdateResult update(BundleSource source, UpdateControl gate, UpdateListener listener)
      throws IOException {
    return agent.update(source, gate, listener);
  }

  @Override
  public void endOverdueTrial() throws IOException {
    agent.rollBackIfOverdue();
  }

  @Override
  public void cancel() {
    agent.cancel();
  }
}
