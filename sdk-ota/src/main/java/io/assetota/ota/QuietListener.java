package io.assetota.ota;

import io.assetota.core.model.AssetReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws from the update: it is logged, the first time with its origin. */
final class QuietListener implements UpdateListener {
  private static final Logger log = LoggerFactory.getLogger(QuietListener.class);

  private final UpdateListener listener;
  private boolean hasFailed;

  QuietListener(UpdateListener listener) {
    this.listener = listener;
  }

  @Override
  public void planned(UpdatePlan plan) {
    tell(() -> listener.planned(plan));
  }

  @Override
  public void progress(UpdateProgress progress) {
    tell(() -> listener.progress(progress));
  }

  @Override
  public void stored(AssetReference asset) {
    tell(() -> listener.stored(asset));
  }

  @Override
  public void installing() {
    tell(listener::installing);
  }

  @Override
  public void finished(UpdateResult result) {
    tell(() -> listener.finished(result));
  }

  private synchronized void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      if (hasFailed) {
        log.debug("The listener of the update failed again", e);
      } else {
        hasFailed = true;
        log.warn("The listener of the update failed; the update goes on", e);
      }
    }
  }
}
