package io.assetota.core.bundle.report;

import io.assetota.core.model.Printable;

/**
 * Something that does not make a bundle invalid, but that its author should know.
 *
 * @param kind what it is, for programs
 * @param subject the file, folder or entry it is about, made printable
 * @param message what it is, for people; printable
 */
public record BundleWarning(Kind kind, String subject, String message) {
  /** Makes subject and message printable, each on one line. */
  public BundleWarning {
    subject = Printable.line(subject);
    message = Printable.line(message);
  }

  /** What the warning is about. */
  public enum Kind {
    /** A hidden file was left out. */
    HIDDEN_FILE,
    /** A file that only the desktop of an operating system needs was left out. */
    JUNK_FILE,
    /** A folder was left out with its content: assets have no folders. */
    SUB_FOLDER,
    /** Something that is neither a file nor a folder was left out. */
    NOT_A_FILE,
    /** A second file besides the application, which older readers take for another application. */
    EXTRA_ROOT_ENTRY,
    /** An entry that has no meaning in a bundle. */
    UNKNOWN_ENTRY,
    /** A name beyond ASCII that is not marked as UTF-8, though it is. */
    NAME_UNMARKED,
    /** The environment variables are where Particle's tools had them before particle-cli 3.49. */
    OLD_ENVIRONMENT,
    /** The encoder allows it, but a device probably refuses it. */
    DEVICE_LIMIT,
    /** The table of chunks is wrong, so that devices fetch contents whole. */
    CHUNKS,
    /** There are no assets. */
    NO_ASSETS
  }

  /**
   * Creates a warning.
   *
   * @param kind what it is, for programs
   * @param subject the file, folder or entry it is about
   * @param message what it is, for people
   * @return the warning
   */
  public static BundleWarning of(Kind kind, String subject, String message) {
    return new BundleWarning(kind, Printable.text(subject), message);
  }

  /** Returns subject and message on one line. */
  @Override
  public String toString() {
    return subject + ": " + message;
  }
}
