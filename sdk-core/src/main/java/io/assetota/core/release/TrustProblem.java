package io.assetota.core.release;

import io.assetota.core.model.Printable;

/**
 * One reason not to trust a bundle.
 *
 * @param kind what is wrong, for programs
 * @param message what is wrong and what to do, for people; printable
 */
public record TrustProblem(Kind kind, String message) {
  /** Makes the message printable, on one line. */
  public TrustProblem {
    message = Printable.line(message);
  }

  /** What is wrong. */
  public enum Kind {
    /** The bundle is not signed at all. */
    UNSIGNED,
    /** The signatures' entry can't be read. */
    ENVELOPE,
    /** Too few of the trusted keys signed. */
    SIGNATURES,
    /** The signed part can't be understood, or is made for a newer version of this software. */
    RELEASE,
    /** A new keyring in the bundle is refused. */
    KEYRING,
    /** The device's keyring has expired, and the bundle brings no newer one. */
    KEYRING_EXPIRED,
    /** The release has expired. */
    EXPIRED,
    /** The release is not valid yet, or the clock is slow. */
    NOT_YET_VALID,
    /** The release is older than one that the device had. */
    ROLLBACK,
    /** The device had another application as a release of the same number. */
    COUNTER_REUSED,
    /** The release is for another product. */
    PRODUCT,
    /** The release is not for this platform. */
    PLATFORM,
    /** The application is not the signed one. */
    APPLICATION,
    /** A signed asset is not in the bundle, or the application does not name it. */
    ASSET_MISSING,
    /** An asset that is not signed. */
    ASSET_UNEXPECTED,
    /** An asset of another size or content than the signed one. */
    ASSET
  }

  static TrustProblem of(Kind kind, String message) {
    return new TrustProblem(kind, message);
  }

  /** Returns the message. */
  @Override
  public String toString() {
    return message;
  }
}
