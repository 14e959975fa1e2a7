package io.assetota.core.bundle.zip;

import io.assetota.core.bundle.report.BundleProblem;

/**
 * A header of the central directory, unchecked except for its length.
 *
 * @param offset where it begins, in bytes from the start of the bundle
 * @param madeBy version and system that made it
 * @param flags general purpose flags
 * @param method compression method
 * @param crc32 CRC-32 of the content
 * @param compressedSize bytes of data
 * @param size bytes of content
 * @param disk the disk on which the entry begins
 * @param externalAttributes file attributes, by the system that made it
 * @param localOffset where the local header begins
 * @param rawName the bytes of the name, each as one character
 * @param name the name, decoded; where that is not possible, the raw name
 */
public record DirectoryHeader(
    long offset,
    int madeBy,
    int flags,
    int method,
    long crc32,
    long compressedSize,
    long size,
    int disk,
    long externalAttributes,
    long localOffset,
    String rawName,
    String name) {

  private static final int FILE_TYPE_MASK = 0170000;
  private static final int REGULAR_FILE = 0100000;
  private static final int FOLDER = 0040000;

  /** Whether one of these general purpose flags is set. */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  public boolean isFolder() {
    return name.endsWith("/");
  }

  /** Whether the Unix mode is that of a link or a device, or contradicts the name. */
  public boolean isSpecialFile() {
    if (!ZipFormat.isMadeOnUnix(madeBy)) {
      return false;
    }
    int type = (int) (externalAttributes >> 16) & FILE_TYPE_MASK;
    return type != 0 && type != (isFolder() ? FOLDER : REGULAR_FILE);
  }

  /** Returns the least that local header and data take, in bytes. */
  public long leastLength() {
    return ZipFormat.LOCAL_LENGTH + rawName.length() + compressedSize;
  }

  public BundleProblem problem(BundleProblem.Kind kind, String message) {
    return BundleProblem.ofEntry(kind, name, offset, message);
  }
}
