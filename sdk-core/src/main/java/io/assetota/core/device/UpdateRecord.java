package io.assetota.core.device;

import io.assetota.core.AssetManager;
import io.assetota.core.model.ApplicationId;
import java.time.Instant;
import java.util.Optional;

/**
 * The outcome of the last update of a device, kept for reports.
 *
 * @param at when
 * @param outcome how it ended
 * @param application identifies the application; empty if the update failed before it was known
 * @param source where the bundle came from, for people, without credentials
 * @param bytesFetched bytes of assets that came
 * @param message the failure, or what could not be done afterwards; often empty
 */
public record UpdateRecord(
    Instant at,
    Outcome outcome,
    Optional<ApplicationId> application,
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
    /** They were on trial, and the previous application is back. */
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
}
