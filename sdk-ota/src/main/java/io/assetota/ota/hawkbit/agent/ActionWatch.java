package io.assetota.ota.hawkbit.agent;

import io.assetota.core.model.AssetReference;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.UpdateProgress;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.ddi.DdiReply;
import io.assetota.ota.http.Timing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beside an update that runs: tells the server how far it is, not too often, and asks whether it is
 * to be stopped.
 */
final class ActionWatch implements UpdateListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ActionWatch.class);

  /** While an update has not heard yet that it is to stop. */
  private static final Duration SOON = Duration.ofMillis(200);

  private final DdiClient client;
  private final HawkbitDevice device;
  private final ActionJournal journal;
  private final ActionMessages messages;
  private final HawkbitListener listener;
  private final Duration interval;
  private final Timing.Pause pause;
  private final Thread thread = new Thread(this::watch, "asset-ota-hawkbit-watch");
  private volatile @Nullable UpdateProgress progress;
  private volatile @Nullable URI cancellation;
  private volatile DdiReply reply = DdiReply.TAKEN;
  private volatile @Nullable Throwable failure;
  private volatile boolean tooLate;
  private volatile boolean ended;

  ActionWatch(
      DdiClient client,
      HawkbitDevice device,
      ActionJournal journal,
      ActionMessages messages,
      HawkbitListener listener,
      Duration interval,
      Timing.Pause pause) {
    this.client = client;
    this.device = device;
    this.journal = journal;
    this.messages = messages;
    this.listener = listener;
    this.interval = interval;
    this.pause = pause;
    thread.setDaemon(true);
  }

  ActionWatch start() {
    thread.start();
    return this;
  }

  /** The server wants the update stopped. */
  Optional<URI> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  /** The server says that the action is over for good. */
  boolean isOver() {
    return reply == DdiReply.OVER;
  }

  /** The server doesn't want the update, or not now. */
  boolean mustStop() {
    return reply != DdiReply.TAKEN || cancellation != null;
  }

  /** Tells the server something about the action. */
  void say(Execution execution, String detail) {
    DdiReply said = messages.say(execution, detail);
    if (said != DdiReply.TAKEN) {
      reply = said;
    }
  }

  private void watch() {
    try {
      while (!ended) {
        boolean stopping = mustStop() && !tooLate;
        pause.sleep(stopping && interval.compareTo(SOON) > 0 ? SOON : interval);
        if (stopping) {
          device.cancel(); // again, as the update may not have begun at the first time
        } else if (!ended && !tooLate) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: the watch is over
    } catch (RuntimeException | Error e) {
      // An update that nobody can stop any more doesn't go on: it fails with what happened here.
      failure = e;
      device.cancel();
    }
  }

  /** It is too late to stop the update: the server is asked no more. */
  void endStops() {
    tooLate = true;
  }

  /** Ends an update whose watch has failed. */
  void requireAlive() {
    Throwable why = failure;
    if (why instanceof Error error) {
      throw error;
    }
    if (why instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void look() {
    try {
      tellProgress();
      askForCancellation();
    } catch (IOException e) {
      log.debug("Watching an action failed, it goes on", e);
    }
    if (mustStop()) {
      device.cancel();
    }
  }

  private void tellProgress() {
    UpdateProgress now = progress;
    if (now != null && !tooLate) {
      progress = null;
      say(Execution.DOWNLOAD, text(now));
    }
  }

  private static String text(UpdateProgress now) {
    if (now.totalAssets() == 0) {
      return String.format(
          Locale.ROOT, "%,d of %,d bytes of the application", now.bytes(), now.totalBytes());
    }
    return String.format(
        Locale.ROOT,
        "%,d of %,d bytes, %d of %d assets",
        now.bytes(),
        now.totalBytes(),
        now.assets(),
        now.totalAssets());
  }

  private void askForCancellation() throws IOException {
    Optional<URI> link = client.poll().cancellation();
    if (link.isPresent()
        && client.cancellation(link.get()).filter(journal.current().id()::equals).isPresent()) {
      cancellation = link.get();
    }
  }

  @Override
  public void planned(UpdatePlan plan) {
    listener.planned(plan);
  }

  @Override
  public void progress(UpdateProgress now) {
    progress = now;
    listener.progress(now);
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

  /** Nothing is said or asked any more when this returns. */
  @Override
  public void close() {
    ended = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
