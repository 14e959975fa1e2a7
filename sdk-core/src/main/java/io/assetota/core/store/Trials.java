package io.assetota.core.store;

import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.store.clock.DeviceClock;
import io.assetota.core.store.clock.DeviceClock.Reading;
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

  private final SharedManifest shared;
  private final StoreCleanUp cleanUp;
  private final DeviceClock clock;

  Trials(SharedManifest shared, StoreCleanUp cleanUp, DeviceClock clock) {
    this.shared = shared;
    this.cleanUp = cleanUp;
    this.clock = clock;
  }

  /**
   * Keeps the application that is on trial.
   *
   * @param application which one has to be on trial; empty for any
   */
  public boolean confirm(Optional<ApplicationId> application) throws IOException {
    return endTrial(application, () -> shared.contents().confirmed(clock.read().wall()));
  }

  /**
   * Brings the previous application back.
   *
   * @param application which one has to be on trial; empty for any
   */
  public boolean rollBack(Optional<ApplicationId> application, TrialEnd.Kind why)
      throws IOException {
    return endTrial(application, () -> shared.contents().rolledBack(why, clock.read().wall()));
  }

  /** Does what {@link #rollBack} does, if the time of the trial is over. */
  public boolean rollBackIfOverdue() throws IOException {
    shared.refreshIfChanged();
    if (!isOverdue()) {
      return false;
    }
    return shared.commit(() -> isOverdue() && rollBack(TrialEnd.Kind.OVERDUE));
  }

  private boolean isOverdue() {
    shared.requireOpen();
    Reading now = clock.read();
    return shared.contents().manifest().trial().filter(t -> t.isOver(now)).isPresent();
  }

  /**
   * Notes that the application starts, if it is on trial; it may have done so too often. A start
   * that was counted by who started the application isn't counted again.
   */
  public void countStart() throws IOException {
    shared.refreshIfChanged();
    if (shared.contents().manifest().trial().isPresent()) {
      shared.commit(() -> countStart(false));
    }
  }

  /**
   * Notes that the application will be started, if it is on trial.
   *
   * @return true if it was started too often before: the previous application is back
   */
  public boolean countStartFromOutside() throws IOException {
    shared.refreshIfChanged();
    return shared.contents().manifest().trial().isPresent()
        && shared.commit(() -> countStart(true));
  }

  private boolean countStart(boolean fromOutside) throws IOException {
    Optional<TrialRecord> trial = shared.contents().manifest().trial();
    if (trial.isEmpty()) {
      return false;
    }
    boolean isCounted = !fromOutside && trial.get().isStartCounted();
    if (trial.get().startsLeft() == 0 && !isCounted) {
      return rollBack(TrialEnd.Kind.KEPT_STARTING);
    }
    Reading now = clock.read();
    TrialRecord counted = fromOutside ? trial.get().starting(now) : trial.get().started(now);
    shared.replace(
        shared
            .contents()
            .with(shared.contents().manifest().withTrial(Optional.of(counted), Optional.empty())));
    return false;
  }

  private boolean endTrial(Optional<ApplicationId> application, Supplier<DeviceContents> after)
      throws IOException {
    return shared.commit(
        () -> {
          boolean isAnother =
              application.isPresent()
                  && !application.equals(shared.contents().manifest().application());
          return !isAnother && endTrial(after);
        });
  }

  private boolean rollBack(TrialEnd.Kind why) throws IOException {
    return endTrial(() -> shared.contents().rolledBack(why, clock.read().wall()));
  }

  private boolean endTrial(Supplier<DeviceContents> after) throws IOException {
    if (shared.contents().manifest().trial().isEmpty()) {
      return false;
    }
    cleanUp.finishEarlier();
    shared.replace(after.get());
    cleanUp.tidyUp("a trial");
    shared
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
