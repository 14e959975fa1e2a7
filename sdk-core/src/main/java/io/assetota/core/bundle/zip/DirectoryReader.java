package io.assetota.core.bundle.zip;

import static io.assetota.core.bundle.zip.ZipFormat.u16;
import static io.assetota.core.bundle.zip.ZipFormat.u32;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleWarning;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Reads the central directory. Unlike an ordinary reader, it accounts for every byte, and reports
 * the place of each problem.
 */
public final class DirectoryReader {
  /** Version and CRC-32 in front of the name in a Unicode path field. */
  private static final int UNICODE_PATH_HEADER = 5;

  private final ByteBuffer in;
  private final EndRecord end;
  private final Findings findings;

  private DirectoryReader(ByteBuffer in, EndRecord end, Findings findings) {
    this.in = in;
    this.end = end;
    this.findings = findings;
  }

  /** Reads as many headers as possible, and adds problems to the findings. */
  public static List<DirectoryHeader> read(byte[] directory, EndRecord end, Findings findings) {
    return new DirectoryReader(ZipFormat.littleEndian(directory), end, findings).read();
  }

  private List<DirectoryHeader> read() {
    List<DirectoryHeader> headers = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < end.entries(); i++) {
      if (in.limit() - at < ZipFormat.DIRECTORY_LENGTH
          || in.getInt(at) != ZipFormat.DIRECTORY_SIGNATURE) {
        damaged(at, "header " + (i + 1) + " of " + end.entries() + " is missing");
        return headers;
      }
      int nameLength = u16(in, at + 28);
      int extraLength = u16(in, at + 30);
      int commentLength = u16(in, at + 32);
      int length = ZipFormat.DIRECTORY_LENGTH + nameLength + extraLength + commentLength;
      if (length > in.limit() - at) {
        damaged(at, "header " + (i + 1) + " runs past the end of the directory");
        return headers;
      }
      DirectoryHeader header = readHeader(at, nameLength);
      checkExtraFields(header, at + ZipFormat.DIRECTORY_LENGTH + nameLength, extraLength);
      headers.add(header);
      at += length;
    }
    if (at != in.limit()) {
      damaged(at, (in.limit() - at) + " bytes behind the last header");
    }
    return headers;
  }

  private void damaged(int at, String what) {
    findings.add(
        BundleProblem.ofBundle(
            BundleProblem.Kind.DIRECTORY_DAMAGED,
            end.directoryOffset() + at,
            "central directory: " + what));
  }

  private DirectoryHeader readHeader(int at, int nameLength) {
    byte[] nameBytes = new byte[nameLength];
    in.get(at + ZipFormat.DIRECTORY_LENGTH, nameBytes);
    String rawName = new String(nameBytes, ISO_8859_1);
    long offset = end.directoryOffset() + at;
    int madeBy = u16(in, at + 4);
    int flags = u16(in, at + 8);
    boolean marked = (flags & ZipFormat.FLAG_UTF8) != 0;
    boolean utf8 =
        marked
            || ZipFormat.isMadeOnUnix(madeBy)
            || hasUnicodePath(
                rawName, at + ZipFormat.DIRECTORY_LENGTH + nameLength, u16(in, at + 30));
    return new DirectoryHeader(
        offset,
        madeBy,
        flags,
        u16(in, at + 10),
        u32(in, at + 16),
        u32(in, at + 20),
        u32(in, at + 24),
        u16(in, at + 34),
        u32(in, at + 38),
        u32(in, at + ZipFormat.HEADER_LOCAL_OFFSET),
        rawName,
        decode(nameBytes, utf8, marked, offset));
  }

  /**
   * Without the UTF-8 flag, every system reads other characters out of bytes beyond ASCII (APPNOTE
   * 4.4.4, Appendix D). On Unix names are bytes, and Info-ZIP puts them down as they are and sets
   * no flag: what is UTF-8 there is nothing else.
   */
  private String decode(byte[] name, boolean utf8, boolean marked, long offset) {
    try {
      String decoded =
          (utf8 ? UTF_8 : US_ASCII).newDecoder().decode(ByteBuffer.wrap(name)).toString();
      if (!marked && decoded.length() < name.length) {
        findings.warn(
            BundleWarning.of(
                BundleWarning.Kind.NAME_UNMARKED,
                decoded,
                "the name is UTF-8, but not marked as that: some readers see other characters"));
      }
      return decoded;
    } catch (CharacterCodingException e) {
      String raw = new String(name, ISO_8859_1);
      findings.add(
          BundleProblem.ofEntry(
              BundleProblem.Kind.NAME_MALFORMED,
              raw,
              offset,
              marked
                  ? "the name is marked as UTF-8, but is none"
                  : "the name is not ASCII, and not marked as UTF-8"));
      return raw;
    }
  }

  /** Whether an extra field tells that the bytes of the name are UTF-8. */
  private boolean hasUnicodePath(String rawName, int from, int length) {
    int at = from;
    while (from + length - at >= 4 && u16(in, at + 2) <= from + length - at - 4) {
      if (u16(in, at) == ZipFormat.EXTRA_UNICODE_PATH
          && isSameName(rawName, at + 4, u16(in, at + 2))) {
        return true;
      }
      at += 4 + u16(in, at + 2);
    }
    return false;
  }

  private void checkExtraFields(DirectoryHeader header, int from, int length) {
    int at = from;
    int limit = from + length;
    while (at < limit) {
      if (limit - at < 4 || u16(in, at + 2) > limit - at - 4) {
        findings.add(
            header.problem(BundleProblem.Kind.DIRECTORY_DAMAGED, "its extra fields are cut off"));
        return;
      }
      int id = u16(in, at);
      int dataLength = u16(in, at + 2);
      if (id == ZipFormat.EXTRA_ZIP64) {
        findings.add(header.problem(BundleProblem.Kind.ZIP64, "the entry has zip64 sizes"));
      } else if (id == ZipFormat.EXTRA_UNICODE_PATH
          && !isSameName(header.rawName(), at + 4, dataLength)) {
        findings.add(
            header.problem(
                BundleProblem.Kind.NAME_MALFORMED,
                "an extra field gives the entry a second, different name"));
      }
      at += 4 + dataLength;
    }
  }

  /** Info-ZIP Unicode path: version u8, CRC-32 of the plain name u32, the name in UTF-8. */
  private boolean isSameName(String rawName, int at, int length) {
    if (length < UNICODE_PATH_HEADER) {
      return false;
    }
    byte[] name = new byte[length - UNICODE_PATH_HEADER];
    in.get(at + UNICODE_PATH_HEADER, name);
    CRC32 crc = new CRC32();
    crc.update(rawName.getBytes(ISO_8859_1));
    return crc.getValue() == u32(in, at + 1) && new String(name, ISO_8859_1).equals(rawName);
  }
}
