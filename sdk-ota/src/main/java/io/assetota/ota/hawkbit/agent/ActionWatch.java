package io.assetota.ota.hawkbit.agent;

import io.assetota.core.model.AssetReference;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.UpdateProgress;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.ddi.DdiReply;
import io.assetota.ota.hawkbit.journal.ActionJournal;
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
 * Watches a running update: reports its progress to the server, not too often, and asks whether to
 * stop it.
 */
final class ActionWatch implements UpdateListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ActionWatch.class);

  /** The interval while an update has not stopped yet. */
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

  /** Returns the cancellation, if the server wants the update stopped. */
  Optional<URI> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  /** Tells whether the action is over for the server. */
  boolean isOver() {
    return reply == DdiReply.OVER;
  }

  /** Tells whether the update has to stop. */
  boolean mustStop() {
    return reply != DdiReply.TAKEN || cancellation != null;
  }

  /** Sends a status message. */
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
          device.cancel(); // repeated, as the update may not have begun before
        } else if (!ended && !tooLate) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: the watch is over
    } catch (RuntimeException | Error e) {
      // An update that can't be stopped any more must not go on: it fails with this failure.
      failure = e;
      device.cancel();
    }
  }

  /** Begins the part of the update that can't be stopped: the server is not asked any more. */
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

  /** Nothing is reported or asked after this returns. */
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
