package io.assetota.core.store;

import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.store.DeviceClock.Reading;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the starts of an application on trial, and ends the trial. Each is one change of the
 * manifest, made to what that says then. Safe for use by several threads and processes.
 */
public final class Trials {
  private static final Logger log = LoggerFactory.getLogger(Trials.class);

  private final AssetStore store;

  Trials(AssetStore store) {
    this.store = store;
  }

  /**
   * Keeps the application that is on trial.
   *
   * @param application which one has to be on trial; empty for any
   */
  public boolean confirm(Optional<ApplicationId> application) throws IOException {
    return endTrial(application, () -> store.contents().confirmed(store.now().wall()));
  }

  /**
   * Brings the previous application back.
   *
   * @param application which one has to be on trial; empty for any
   */
  public boolean rollBack(Optional<ApplicationId> application, TrialEnd.Kind why)
      throws IOException {
    return endTrial(application, () -> store.contents().rolledBack(why, store.now().wall()));
  }

  /** Does what {@link #rollBack} does, if the time of the trial is over. */
  public boolean rollBackIfOverdue() throws IOException {
    store.refreshIfChanged();
    if (!isOverdue()) {
      return false;
    }
    return store.commit(() -> isOverdue() && rollBack(TrialEnd.Kind.OVERDUE));
  }

  private boolean isOverdue() {
    store.requireOpen();
    Reading now = store.now();
    return store.contents().manifest().trial().filter(t -> t.isOver(now)).isPresent();
  }

  /**
   * Notes that the application starts, if it is on trial; it may have done so too often. A start
   * that was counted by who started the application isn't counted again.
   */
  public void countStart() throws IOException {
    store.refreshIfChanged();
    if (store.contents().manifest().trial().isPresent()) {
      store.commit(() -> countStart(false));
    }
  }

  /**
   * Notes that the application will be started, if it is on trial.
   *
   * @return true if it was started too often before: the previous application is back
   */
  public boolean countStartFromOutside() throws IOException {
    store.refreshIfChanged();
    return store.contents().manifest().trial().isPresent() && store.commit(() -> countStart(true));
  }

  private boolean countStart(boolean fromOutside) throws IOException {
    Optional<TrialRecord> trial = store.contents().manifest().trial();
    if (trial.isEmpty()) {
      return false;
    }
    boolean isCounted = !fromOutside && trial.get().isStartCounted();
    if (trial.get().startsLeft() == 0 && !isCounted) {
      return rollBack(TrialEnd.Kind.KEPT_STARTING);
    }
    Reading now = store.now();
    TrialRecord counted = fromOutside ? trial.get().starting(now) : trial.get().started(now);
    store.replace(
        store
            .contents()
            .with(store.contents().manifest().withTrial(Optional.of(counted), Optional.empty())));
    return false;
  }

  private boolean endTrial(Optional<ApplicationId> application, Supplier<DeviceContents> after)
      throws IOException {
    return store.commit(
        () -> {
          boolean isAnother =
              application.isPresent()
                  && !application.equals(store.contents().manifest().application());
          return !isAnother && endTrial(after);
        });
  }

  private boolean rollBack(TrialEnd.Kind why) throws IOException {
    return endTrial(() -> store.contents().rolledBack(why, store.now().wall()));
  }

  private boolean endTrial(Supplier<DeviceContents> after) throws IOException {
    if (store.contents().manifest().trial().isEmpty()) {
      return false;
    }
    store.finishEarlier();
    store.replace(after.get());
    store.tidyUp("a trial");
    store
        .contents()
        .manifest()
        .trialEnd()
        .ifPresent(
            e ->
                log.info(
                    "The trial of {} ended: {}", e.application().abbreviated(), e.kind().reason()));
    return true;
  }
}
