package io.assetota.core.bundle;

import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.zip.ChannelStream;
import io.assetota.core.bundle.zip.DirectoryHeader;
import io.assetota.core.bundle.zip.DirectoryReader;
import io.assetota.core.bundle.zip.EndRecord;
import io.assetota.core.bundle.zip.ZipFormat;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the end of a bundle describes: its entries, with all checks that don't need their data. One
 * read of 64 KiB is enough for most bundles.
 *
 * @param entries all entries, by offset
 * @param readable those of them whose data is safe to read, by offset
 */
record ArchiveIndex(List<BundleEntry> entries, List<BundleEntry> readable) {
  /** The most bytes between the data and the next entry: extra fields and a descriptor. */
  private static final int MAX_SLACK = ZipFormat.MAX_16 + ZipFormat.DESCRIPTOR_LENGTH + 4;

  private static final EndRecord.Bounds BOUNDS =
      new EndRecord.Bounds(BundleLimits.MAX_ENTRIES, BundleLimits.MAX_DIRECTORY_SIZE);

  private static final int DEFLATE_SLACK = 4096;

  /**
   * Flags that change the meaning of the data or the header, and that readers treat differently.
   */
  private static final int REFUSED_FLAGS =
      ZipFormat.FLAG_PATCH | ZipFormat.FLAG_STRONG_ENCRYPTION | ZipFormat.FLAG_MASKED_HEADERS;

  ArchiveIndex {
    entries = List.copyOf(entries);
    readable = List.copyOf(readable);
  }

  /**
   * Reads the index; problems go to the findings.
   *
   * @param thorough whether to look for a second end record as far back as one can hide; else the
   *     short tail that holds it in every ordinary bundle is enough, which matters where reading
   *     costs time
   */
  static ArchiveIndex read(
      SeekableByteChannel channel, boolean thorough, BundleLimits limits, Findings findings)
      throws IOException {
    long size = channel.size();
    int shortSize = (int) Math.min(size, EndRecord.SHORT_TAIL);
    byte[] tail = ChannelStream.read(channel, size - shortSize, shortSize);
    if (thorough || !EndRecord.isIn(tail)) {
      int tailSize = (int) Math.min(size, EndRecord.MAX_TAIL);
      tail = ChannelStream.read(channel, size - tailSize, tailSize);
    }
    long tailOffset = size - tail.length;
    EndRecord end =
        EndRecord.find(ByteBuffer.wrap(tail), tailOffset, BOUNDS, findings).orElse(null);
    if (end == null) {
      return new ArchiveIndex(List.of(), List.of());
    }
    byte[] directory = readDirectory(channel, end, tail, tailOffset);
    List<DirectoryHeader> headers = DirectoryReader.read(directory, end, findings);
    return check(headers, end, limits, findings);
  }

  private static byte[] readDirectory(
      SeekableByteChannel channel, EndRecord end, byte[] tail, long tailOffset) throws IOException {
    byte[] directory = new byte[end.directorySize()];
    int inTail = (int) Math.min(end.directorySize(), end.offset() - tailOffset);
    int before = end.directorySize() - inTail;
    System.arraycopy(tail, (int) (end.offset() - tailOffset) - inTail, directory, before, inTail);
    byte[] front = ChannelStream.read(channel, end.directoryOffset(), before);
    System.arraycopy(front, 0, directory, 0, before);
    return directory;
  }

  private static ArchiveIndex check(
      List<DirectoryHeader> headers, EndRecord end, BundleLimits limits, Findings findings) {
    NameCheck.check(headers, findings);
    Set<DirectoryHeader> unreadable = new HashSet<>();
    for (DirectoryHeader header : headers) {
      if (!isReadable(header, findings)) {
        unreadable.add(header);
      }
    }
    List<BundleEntry> entries = ranges(headers, end, unreadable, findings);
    ContentClaims claims = new ContentClaims(limits, findings);
    return new ArchiveIndex(
        entries,
        entries.stream()
            .filter(e -> !unreadable.contains(e.header()))
            .filter(claims::accept)
            .toList());
  }

  private static boolean isReadable(DirectoryHeader header, Findings findings) {
    long before = findings.count();
    if (header.has(ZipFormat.FLAG_ENCRYPTED | ZipFormat.FLAG_STRONG_ENCRYPTION)) {
      findings.add(header.problem(BundleProblem.Kind.ENCRYPTED, "the entry is encrypted"));
    } else if (header.has(REFUSED_FLAGS)) {
      findings.add(
          header.problem(
              BundleProblem.Kind.UNSUPPORTED_METHOD,
              String.format("flags 0x%04x are not supported", header.flags())));
    }
    if (header.method() != ZipFormat.STORED && header.method() != ZipFormat.DEFLATED) {
      findings.add(
          header.problem(
              BundleProblem.Kind.UNSUPPORTED_METHOD,
              "compression method " + header.method() + "; only STORED and DEFLATED are allowed"));
    } else if (header.method() == ZipFormat.STORED) {
      checkStored(header, findings);
    } else if (header.compressedSize() > mostDeflated(header.size())) {
      findings.add(
          header.problem(
              BundleProblem.Kind.TOO_LARGE,
              "claims "
                  + header.compressedSize()
                  + " bytes of Deflate data for "
                  + header.size()
                  + " bytes of content"));
    }
    if (header.compressedSize() == ZipFormat.MAX_32
        || header.size() == ZipFormat.MAX_32
        || header.localOffset() == ZipFormat.MAX_32) {
      findings.add(header.problem(BundleProblem.Kind.ZIP64, "the entry asks for zip64 sizes"));
    }
    if (header.disk() != 0) {
      findings.add(
          header.problem(
              BundleProblem.Kind.MULTI_DISK, "the entry begins on disk " + header.disk()));
    }
    if (header.isSpecialFile()) {
      findings.add(
          header.problem(
              BundleProblem.Kind.NOT_A_FILE,
              String.format(
                  "mode %o is a symbolic link or another special file",
                  header.externalAttributes() >> 16)));
    }
    if (header.isFolder() && header.size() != 0) {
      findings.add(
          header.problem(BundleProblem.Kind.NOT_A_FILE, "a folder of " + header.size() + " bytes"));
    }
    return findings.count() == before;
  }

  /**
   * The most data that any sensible encoder makes of content that doesn't compress. RFC 1951 puts
   * it into blocks with 5 bytes in front (3.2.4), but does not say how short they may be. Without a
   * bound, a few bytes of content could have a device fetch gigabytes.
   */
  private static long mostDeflated(long size) {
    return size + size / 4 + DEFLATE_SLACK;
  }

  private static void checkStored(DirectoryHeader header, Findings findings) {
    if (header.compressedSize() != header.size()) {
      findings.add(
          header.problem(
              BundleProblem.Kind.SIZE_MISMATCH,
              "stored in "
                  + header.compressedSize()
                  + " bytes, but claims "
                  + header.size()
                  + " bytes of content"));
    }
  }

  /** Gives each entry the bytes up to the next one, and finds overlaps and gaps. */
  private static List<BundleEntry> ranges(
      List<DirectoryHeader> headers,
      EndRecord end,
      Set<DirectoryHeader> unreadable,
      Findings findings) {
    List<DirectoryHeader> byOffset = new ArrayList<>(headers);
    byOffset.sort(Comparator.comparingLong(DirectoryHeader::localOffset));
    long first = byOffset.isEmpty() ? end.directoryOffset() : byOffset.get(0).localOffset();
    if (first > 0) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.LEADING_DATA, 0, first + " bytes in front of the first entry"));
    }
    EntryKinds kinds = EntryKinds.of(headers, findings);
    List<BundleEntry> entries = new ArrayList<>();
    for (int i = 0; i < byOffset.size(); i++) {
      DirectoryHeader header = byOffset.get(i);
      DirectoryHeader next = i + 1 < byOffset.size() ? byOffset.get(i + 1) : null;
      long limit = next == null ? end.directoryOffset() : next.localOffset();
      long slack = limit - header.localOffset() - header.leastLength();
      if (slack < 0) {
        unreadable.add(header);
        if (next != null) {
          unreadable.add(next);
        }
        findings.add(
            BundleProblem.ofEntry(
                BundleProblem.Kind.OVERLAP,
                header.name(),
                header.localOffset(),
                "runs "
                    + -slack
                    + " bytes into "
                    + (next == null ? "the central directory" : Printable.text(next.name()))));
      } else if (slack > MAX_SLACK) {
        findings.add(
            BundleProblem.ofEntry(
                BundleProblem.Kind.UNACCOUNTED_DATA,
                header.name(),
                header.localOffset() + header.leastLength(),
                "up to " + slack + " bytes behind the data belong to no entry"));
      }
      long from = Math.min(header.localOffset(), limit);
      entries.add(
          new BundleEntry(
              header, kinds.of(header), kinds.isVariables(header), new ByteRange(from, limit)));
    }
    return entries;
  }
}
