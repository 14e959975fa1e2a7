package io.assetota.ota;

import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.device.UpdateRecord.Outcome;
import io.assetota.core.install.Installer;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records in the device's folder how an update ends. An update never fails because of it. */
final class UpdateJournal {
  private static final Logger log = LoggerFactory.getLogger(UpdateJournal.class);

  private final Installer device;
  private final InstantSource clock;
  private final String source;
  private Optional<ApplicationId> application = Optional.empty();
  private LongSupplier fetched = () -> 0;
  private boolean isWaiting;

  UpdateJournal(Installer device, InstantSource clock, BundleSource source) {
    this.device = device;
    this.clock = clock;
    this.source = source.toString();
  }

  void brings(ApplicationId newApplication) {
    application = Optional.of(newApplication);
  }

  void counts(LongSupplier newFetched) {
    fetched = newFetched;
  }

  /** Recorded before the commit: after it, a power cut could come first. */
  void installing() {
    note(Outcome.INSTALLING, "");
  }

  UpdateResult noted(UpdateResult result) {
    note(recorded(result), "");
    return result;
  }

  void hookFailed(UpdateResult result, Exception failure) {
    note(recorded(result), "the hook failed: " + failure);
  }

  void failed(Throwable failure) {
    if (!isWaiting) {
      note(
          Outcome.FAILED,
          failure instanceof AssetException ? message(failure) : failure.toString());
    }
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  /**
   * Records that the application needs a newer system, and keeps the record of an update that waits
   * already.
   */
  void waitsFor(int systemVersion, UpdateRefusedException why) {
    isWaiting = true;
    PendingUpdate pending =
        device
            .status()
            .pendingUpdate()
            .filter(p -> application.equals(Optional.of(p.application())))
            .orElseGet(
                () ->
                    new PendingUpdate(
                        clock.instant(), systemVersion, application.orElseThrow(), source));
    note(Outcome.WAITING_FOR_SYSTEM, message(why), Optional.of(pending));
  }

  private static Outcome recorded(UpdateResult result) {
    return switch (result.outcome()) {
      case INSTALLED -> Outcome.INSTALLED;
      case ON_TRIAL -> Outcome.ON_TRIAL;
      case DOWNLOADED -> Outcome.DOWNLOADED;
      case DECLINED -> Outcome.DECLINED;
    };
  }

  private void note(Outcome outcome, String message) {
    note(outcome, message, device.status().pendingUpdate().filter(p -> isStillPending(outcome, p)));
  }

  /** An update stays pending until it gets further, or another application is installed. */
  private boolean isStillPending(Outcome outcome, PendingUpdate pending) {
    return switch (outcome) {
      case INSTALLED, ON_TRIAL -> false;
      case DOWNLOADED, DECLINED -> !application.equals(Optional.of(pending.application()));
      default -> true;
    };
  }

  private void note(Outcome outcome, String message, Optional<PendingUpdate> pending) {
    // A thread that is interrupted writes no file, and this is the end of an interrupted update,
    // too.
    boolean interrupted = Thread.interrupted();
    try {
      device.noteUpdate(
          new UpdateRecord(
              clock.instant(), outcome, application, source, fetched.getAsLong(), message),
          pending);
    } catch (IOException e) {
      log.warn(
          "That the update from {} is {} could not be recorded: {}",
          source,
          outcome,
          Printable.failure(e));
      log.debug("The failure", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
