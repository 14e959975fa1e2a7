package io.assetota.core.bundle.zip;

import static io.assetota.core.bundle.zip.ZipFormat.u16;
import static io.assetota.core.bundle.zip.ZipFormat.u32;

import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The place of the central directory, checked against the file before anything is allocated.
 *
 * @param offset where this record begins, in bytes from the start of the bundle
 * @param entries number of entries it tells
 * @param directoryOffset where the directory begins
 * @param directorySize its length in bytes
 */
public record EndRecord(long offset, int entries, long directoryOffset, int directorySize) {
  /**
   * How large a directory may be.
   *
   * @param entries the most entries
   * @param directorySize the longest directory in bytes
   */
  public record Bounds(int entries, int directorySize) {}

  /** The most bytes at the end of a bundle in which this record begins. */
  public static final int MAX_TAIL = ZipFormat.END_LENGTH + ZipFormat.MAX_16;

  /** Bytes at the end in which the record and a directory of usual length lie. */
  public static final int SHORT_TAIL = 4 * 1024;

  /** Whether a tail holds an end record at all. */
  public static boolean isIn(byte[] tail) {
    ByteBuffer in = ZipFormat.littleEndian(tail);
    return lastSignature(in, in.limit() - ZipFormat.END_LENGTH) >= 0;
  }

  /**
   * Finds the record in the tail of a bundle.
   *
   * @param tail the last bytes, {@link #MAX_TAIL} or the whole bundle
   * @param tailOffset where the tail begins
   * @param bounds how large the directory may be
   * @return the record; empty when a problem leaves no directory to read
   */
  public static Optional<EndRecord> find(
      ByteBuffer tail, long tailOffset, Bounds bounds, Findings findings) {
    ByteBuffer in = tail.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int at = lastSignature(in, in.limit() - ZipFormat.END_LENGTH);
    if (at < 0) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.ARCHIVE_DAMAGED,
              tailOffset + in.limit(),
              "no end-of-central-directory record: not a zip file, or cut off"));
      return Optional.empty();
    }
    checkComment(in, at, tailOffset, findings);
    if (at >= ZipFormat.ZIP64_LOCATOR_LENGTH
        && in.getInt(at - ZipFormat.ZIP64_LOCATOR_LENGTH) == ZipFormat.ZIP64_LOCATOR_SIGNATURE) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.ZIP64,
              tailOffset + at - ZipFormat.ZIP64_LOCATOR_LENGTH,
              "a zip64 end record; bundles are plain zip files"));
      return Optional.empty();
    }
    return read(in, at, tailOffset, bounds, findings);
  }

  private static int lastSignature(ByteBuffer in, int from) {
    for (int at = from; at >= 0; at--) {
      if (in.getInt(at) == ZipFormat.END_SIGNATURE) {
        return at;
      }
    }
    return -1;
  }

  /**
   * The comment must end where the file does. A record in front of this one whose comment would end
   * there too makes readers disagree about which of them counts.
   */
  private static void checkComment(ByteBuffer in, int at, long tailOffset, Findings findings) {
    long commentEnd = (long) at + ZipFormat.END_LENGTH + u16(in, at + ZipFormat.END_COMMENT_LENGTH);
    if (commentEnd < in.limit()) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.TRAILING_DATA,
              tailOffset + commentEnd,
              (in.limit() - commentEnd) + " bytes behind the end of the zip file"));
    } else if (commentEnd > in.limit()) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.ARCHIVE_DAMAGED,
              tailOffset + in.limit(),
              "cut off: the comment lacks " + (commentEnd - in.limit()) + " bytes"));
    }
    for (int other = lastSignature(in, at - 1); other >= 0; other = lastSignature(in, other - 1)) {
      if ((long) other + ZipFormat.END_LENGTH + u16(in, other + ZipFormat.END_COMMENT_LENGTH)
          == in.limit()) {
        findings.add(
            BundleProblem.ofBundle(
                BundleProblem.Kind.AMBIGUOUS_COMMENT,
                tailOffset + other,
                "a second end record, whose comment holds the other one at offset "
                    + (tailOffset + at)));
        return;
      }
    }
  }

  private static Optional<EndRecord> read(
      ByteBuffer in, int at, long tailOffset, Bounds bounds, Findings findings) {
    long offset = tailOffset + at;
    int disk = u16(in, at + 4);
    int directoryDisk = u16(in, at + 6);
    int entriesHere = u16(in, at + ZipFormat.END_ENTRIES_HERE);
    int entries = u16(in, at + ZipFormat.END_ENTRIES);
    long size = u32(in, at + ZipFormat.END_DIRECTORY_SIZE);
    long directoryOffset = u32(in, at + ZipFormat.END_DIRECTORY_OFFSET);
    if (entries == ZipFormat.MAX_16
        || size == ZipFormat.MAX_32
        || directoryOffset == ZipFormat.MAX_32) {
      return refuse(findings, BundleProblem.Kind.ZIP64, offset, "the end record asks for zip64");
    }
    if (disk != 0 || directoryDisk != 0 || entriesHere != entries) {
      return refuse(
          findings,
          BundleProblem.Kind.MULTI_DISK,
          offset,
          "one disk of several: disk " + disk + ", directory on disk " + directoryDisk);
    }
    if (entries > bounds.entries() || size > bounds.directorySize()) {
      return refuse(
          findings,
          BundleProblem.Kind.TOO_MANY_ENTRIES,
          offset,
          entries
              + " entries in a directory of "
              + size
              + " bytes; a bundle has at most "
              + bounds.entries()
              + " and "
              + bounds.directorySize());
    }
    if (directoryOffset + size > offset || size < (long) entries * ZipFormat.DIRECTORY_LENGTH) {
      return refuse(
          findings,
          BundleProblem.Kind.ARCHIVE_DAMAGED,
          offset,
          "the end record tells a directory of "
              + size
              + " bytes at "
              + directoryOffset
              + " with "
              + entries
              + " entries, which can't be: the file is cut off or damaged");
    }
    if (directoryOffset + size < offset) {
      return refuse(
          findings,
          BundleProblem.Kind.UNACCOUNTED_DATA,
          directoryOffset + size,
          (offset - directoryOffset - size)
              + " bytes in front of the zip file, or between its directory and its end record");
    }
    return Optional.of(new EndRecord(offset, entries, directoryOffset, (int) size));
  }

  private static Optional<EndRecord> refuse(
      Findings findings, BundleProblem.Kind kind, long offset, String message) {
    findings.add(BundleProblem.ofBundle(kind, offset, message));
    return Optional.empty();
  }
}
