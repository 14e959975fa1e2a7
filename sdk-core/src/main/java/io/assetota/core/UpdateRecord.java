package io.assetota.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the last update of a device fared, kept for whoever reports it.
 *
 * @param at when
 * @param outcome how it ended
 * @param application SHA-256 of the application module; empty if the update failed before it was
 *     known
 * @param source where the bundle came from, for people, without credentials
 * @param bytesFetched bytes of assets that came
 * @param message what went wrong, or could not be done afterwards; often empty
 */
public record UpdateRecord(
    Instant at,
    Outcome outcome,
    Optional<AssetHash> application,
    String source,
    long bytesFetched,
    String message) {

  /** How an update ended. */
  public enum Outcome {
    /**
     * The device is as it was: the application is being installed, or the process ended before it
     * was.
     */
    INSTALLING,
    /** Application and assets are installed for good. */
    INSTALLED,
    /** They are installed, and have to be {@linkplain AssetManager#confirm confirmed}. */
    ON_TRIAL,
    /** They were on trial, and stay. */
    CONFIRMED,
    /** They were on trial, and the application before is back. */
    ROLLED_BACK,
    /** All has come and is kept; the device is as it was. */
    DOWNLOADED,
    /** The owner declined it. */
    DECLINED,
    /** The application needs a newer system first. */
    WAITING_FOR_SYSTEM,
    /** It failed; the device is as it was. */
    FAILED
  }

  static final String TAG = "update";

  /** The state of a device is no log: who writes a message has not always measured it. */
  private static final int LONGEST_TEXT = 1_000;

  /** Cuts long texts. */
  public UpdateRecord {
    source = shorten(source);
    message = shorten(message);
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
  }

  /** Tells what became of it since: that stands in the manifest, with which it happens. */
  UpdateRecord now(DeviceContents device) {
    boolean mayBeActive =
        outcome == Outcome.INSTALLING
            || outcome == Outcome.INSTALLED
            || outcome == Outcome.ON_TRIAL;
    if (!mayBeActive || application.isEmpty()) {
      return this;
    }
    Optional<TrialEnd> end =
        device.manifest().trialEnd().filter(e -> e.application().equals(application.get()));
    if (end.isPresent()) {
      Outcome ended = end.get().isRolledBack() ? Outcome.ROLLED_BACK : Outcome.CONFIRMED;
      String why = end.get().isRolledBack() ? end.get().kind().reason() : message;
      return new UpdateRecord(end.get().at(), ended, application, source, bytesFetched, why);
    }
    boolean isActive = device.application().map(InstalledApplication::sha256).equals(application);
    if (!isActive) {
      return this;
    }
    Outcome actual = device.manifest().trial().isPresent() ? Outcome.ON_TRIAL : Outcome.INSTALLED;
    return new UpdateRecord(at, actual, application, source, bytesFetched, message);
  }

  List<String> toFields() {
    return List.of(
        TAG,
        at.toString(),
        outcome.name(),
        application.map(AssetHash::toString).orElse(""),
        source,
        Long.toString(bytesFetched),
        message);
  }

  static UpdateRecord parse(List<String> fields) {
    try {
      return new UpdateRecord(
          Instant.parse(fields.get(1)),
          Outcome.valueOf(fields.get(2)),
          fields.get(3).isEmpty() ? Optional.empty() : Optional.of(AssetHash.parse(fields.get(3))),
          fields.get(4),
          Long.parseLong(fields.get(5)),
          fields.get(6));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
