package io.assetota.ota.hawkbit.agent;

import io.assetota.core.model.AssetReference;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.UpdateProgress;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws from the agent: it is logged. */
final class QuietHawkbitListener implements HawkbitListener {
  private static final Logger log = LoggerFactory.getLogger(QuietHawkbitListener.class);

  private final HawkbitListener listener;

  QuietHawkbitListener(HawkbitListener listener) {
    this.listener = listener;
  }

  @Override
  public void begun(DdiDeployment deployment) {
    tell(() -> listener.begun(deployment));
  }

  @Override
  public void waiting(String action, String why) {
    tell(() -> listener.waiting(action, why));
  }

  @Override
  public void ended(String action, HawkbitStep end, String detail) {
    tell(() -> listener.ended(action, end, detail));
  }

  @Override
  public void failed(IOException failure, Duration pause) {
    tell(() -> listener.failed(failure, pause));
  }

  // The rest is about an update, whose agent keeps and logs what a listener throws.

  @Override
  public void planned(UpdatePlan plan) {
    listener.planned(plan);
  }

  @Override
  public void progress(UpdateProgress progress) {
    listener.progress(progress);
  }

  @Override
  public void stored(AssetReference asset) {
    listener.stored(asset);
  }

  @Override
  public void installing() {
    listener.installing();
  }

  @Override
  public void finished(UpdateResult result) {
    listener.finished(result);
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      log.warn("The listener of the agent failed; the agent goes on", e);
    }
  }
}
