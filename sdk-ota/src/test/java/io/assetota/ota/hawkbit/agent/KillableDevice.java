package io.assetota.ota.hawkbit.agent;

import io.assetota.core.device.DeviceStatus;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.nio.file.Path;

/** A device whose process is killed at one point of an update, as far as its agent can see. */
final class KillableDevice implements HawkbitDevice {
  /** Where the process ends. */
  enum Point {
    PLANNED,
    INSTALLING,
    INSTALLED,
    IN_THE_HOOK,
    TOLD
  }

  /** An error, as nothing that is to be tried again. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final HawkbitDevice device;
  private final Point point;
  private boolean told;

  KillableDevice(HawkbitDevice device, Point point) {
    this.device = device;
    this.point = point;
  }

  /** Notes that the server has been told how the action ended. */
  HawkbitListener listener() {
    return new HawkbitListener() {
      @Override
      public void ended(String action, HawkbitStep end, String detail) {
        told = true;
      }
    };
  }

  void killAt(Point here) {
    if (here == point) {
      throw new Killed();
    }
  }

  @Override
  public UpdateResult update(BundleSource source, UpdateControl control, UpdateListener listener)
      throws IOException {
    UpdateControl killed =
        new UpdateControl() {
          @Override
          public Decision decide(UpdatePlan plan) throws IOException, InterruptedException {
            killAt(Point.PLANNED);
            return control.decide(plan);
          }

          @Override
          public void beforeInstall(UpdatePlan plan) throws IOException, InterruptedException {
            control.beforeInstall(plan);
            killAt(Point.INSTALLING);
          }
        };
    UpdateResult result = device.update(source, killed, listener);
    killAt(Point.INSTALLED);
    return result;
  }

  @Override
  public Path home() {
    return device.home();
  }

  @Override
  public DeviceStatus status() throws IOException {
    if (told) {
      killAt(Point.TOLD);
    }
    return device.status();
  }

  @Override
  public void endOverdueTrial() throws IOException {
    device.endOverdueTrial();
  }

  @Override
  public void cancel() {
    device.cancel();
  }
}
