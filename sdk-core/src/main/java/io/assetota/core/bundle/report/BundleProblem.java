package io.assetota.core.bundle.report;

import io.assetota.core.model.Printable;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One reason why a bundle is refused.
 *
 * @param kind what is wrong, for programs
 * @param entry the entry it was found in, made printable; empty when it concerns the whole bundle
 * @param offset where it was found, in bytes from the start of the bundle; empty when the bundle is
 *     not written yet, or no single place is to blame
 * @param message what is wrong, for people; printable
 */
public record BundleProblem(
    Kind kind, Optional<String> entry, OptionalLong offset, String message) {
  /** Makes entry and message printable, each on one line. */
  public BundleProblem {
    entry = entry.map(Printable::line);
    message = Printable.line(message);
  }

  /** What is wrong. */
  public enum Kind {
    /** No zip at all, cut off, or its end record contradicts the file. */
    ARCHIVE_DAMAGED,
    /** Bytes in front of the first entry. */
    LEADING_DATA,
    /** Bytes behind the end record. */
    TRAILING_DATA,
    /** An archive comment that makes it unclear where the directory is. */
    AMBIGUOUS_COMMENT,
    /** One disk of several. */
    MULTI_DISK,
    /** Zip64 records, which a bundle never needs. */
    ZIP64,
    /** More entries, or a larger directory, than a bundle may have. */
    TOO_MANY_ENTRIES,
    /** A header of the central directory can't be read. */
    DIRECTORY_DAMAGED,
    /** A name that is empty, not UTF-8, or holds control characters. */
    NAME_MALFORMED,
    /** A name that leads out of the folder: absolute, with "..", a backslash or a drive letter. */
    NAME_UNSAFE,
    /** Two entries of the same name. */
    NAME_DUPLICATE,
    /** Two names that differ only in case or in their Unicode form. */
    NAME_AMBIGUOUS,
    /** An asset in a sub-folder. */
    NESTED_ASSET,
    /** A symbolic link, a device or the like. */
    NOT_A_FILE,
    /** An encrypted entry. */
    ENCRYPTED,
    /** A compression method other than STORED and DEFLATED, or flags that are not supported. */
    UNSUPPORTED_METHOD,
    /** Two entries share bytes, or one runs into the directory. */
    OVERLAP,
    /** Bytes between the entries that belong to no entry. */
    UNACCOUNTED_DATA,
    /** Local header or data descriptor differ from the central directory. */
    HEADER_MISMATCH,
    /** The content has another length than the directory states. */
    SIZE_MISMATCH,
    /** The content has another CRC-32 than the directory states. */
    CRC_MISMATCH,
    /** The Deflate stream can't be inflated, or ends too early or too late. */
    DEFLATE_DAMAGED,
    /** More content than is allowed here, or than the data can hold. */
    TOO_LARGE,
    /** More content in all entries together than its builder or reader allows: BundleLimits. */
    TOO_MUCH_CONTENT,
    /** No application, or not where it belongs. */
    APPLICATION_MISSING,
    /** More than one application. */
    APPLICATION_AMBIGUOUS,
    /** The application's structure, CRC-32 or SHA-256 is wrong. */
    APPLICATION_DAMAGED,
    /** A valid module that can't have assets. */
    APPLICATION_UNSUITABLE,
    /** The platform is unknown, has no asset storage, or is not the one that was asked for. */
    PLATFORM,
    /** The application needs an asset that is not there. */
    ASSET_MISSING,
    /** An asset that the application does not name. */
    ASSET_UNEXPECTED,
    /** An asset whose content has another hash than the application states. */
    ASSET_HASH_MISMATCH,
    /** The content of a file of the application is not there. */
    FILE_MISSING,
    /** A content that no file of the application has. */
    FILE_UNEXPECTED,
    /** The content of a file is not what its name and the application's manifest tell. */
    FILE_HASH_MISMATCH,
    /** Environment variables that break the rules, or differ between JSON and asset. */
    ENVIRONMENT,
    /** An asset, or all together, exceeds the platform's limits. */
    LIMIT_EXCEEDED,
    /** A file or folder to bundle can't be used. */
    SOURCE,
    /** There are more problems, which are not listed. */
    MORE_PROBLEMS
  }

  /**
   * A problem of the whole bundle.
   *
   * @param kind what is wrong, for programs
   * @param message what is wrong, for people
   * @return the problem
   */
  public static BundleProblem ofBundle(Kind kind, String message) {
    return new BundleProblem(kind, Optional.empty(), OptionalLong.empty(), message);
  }

  /**
   * A problem of the whole bundle, with its place.
   *
   * @param kind what is wrong, for programs
   * @param offset where it was found, in bytes from the start of the bundle
   * @param message what is wrong, for people
   * @return the problem
   */
  public static BundleProblem ofBundle(Kind kind, long offset, String message) {
    return new BundleProblem(kind, Optional.empty(), OptionalLong.of(offset), message);
  }

  /**
   * A problem of an entry.
   *
   * @param kind what is wrong, for programs
   * @param entry the name of the entry
   * @param message what is wrong, for people
   * @return the problem
   */
  public static BundleProblem ofEntry(Kind kind, String entry, String message) {
    return new BundleProblem(
        kind, Optional.of(Printable.text(entry)), OptionalLong.empty(), message);
  }

  /**
   * A problem of an entry, with its place.
   *
   * @param kind what is wrong, for programs
   * @param entry the name of the entry
   * @param offset where it was found, in bytes from the start of the bundle
   * @param message what is wrong, for people
   * @return the problem
   */
  public static BundleProblem ofEntry(Kind kind, String entry, long offset, String message) {
    return new BundleProblem(
        kind, Optional.of(Printable.text(entry)), OptionalLong.of(offset), message);
  }

  /** Returns the message with entry and offset, on one line. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    entry.ifPresent(name -> out.append(name).append(": "));
    out.append(message);
    offset.ifPresent(at -> out.append(" (at offset ").append(at).append(')'));
    return out.toString();
  }
}
