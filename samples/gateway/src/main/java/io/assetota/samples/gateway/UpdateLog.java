package io.assetota.samples.gateway;

import io.assetota.ota.UpdatePlan;
import io.assetota.ota.UpdateProgress;
import io.assetota.ota.hawkbit.agent.HawkbitListener;
import io.assetota.ota.hawkbit.agent.HawkbitStep;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of updates in the log. */
final class UpdateLog implements HawkbitListener {
  private static final Logger log = LoggerFactory.getLogger(UpdateLog.class);
  private static final int STEP = 20;

  private long toldPercent;

  @Override
  public void planned(UpdatePlan plan) {
    toldPercent = 0;
    log.info(
        "A release of {} bytes with {} assets; {} of them come, {} bytes",
        plan.bundleSize(),
        plan.install().assets().size(),
        plan.assetsToFetch(),
        plan.bytesToFetch());
  }

  @Override
  public void progress(UpdateProgress progress) {
    long percent = 100 * progress.bytes() / Math.max(1, progress.totalBytes());
    if (percent / STEP > toldPercent / STEP) {
      toldPercent = percent;
      log.info("{} % is there", percent);
    }
  }

  @Override
  public void waiting(String action, String why) {
    log.info("Update {} waits: {}", action, why);
  }

  @Override
  public void ended(String action, HawkbitStep end, String detail) {
    log.info("Update {}: {}", action, detail);
  }

  @Override
  public void failed(IOException failure, Duration pause) {
    log.warn("{}; tried again in {} s", failure.getMessage(), pause.toSeconds());
  }
}
