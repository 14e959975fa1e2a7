package io.assetota.core.bundle;

import static io.assetota.core.bundle.zip.ZipFormat.u16;
import static io.assetota.core.bundle.zip.ZipFormat.u32;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.io.ByteStreams;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.zip.DirectoryHeader;
import io.assetota.core.bundle.zip.ZipFormat;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads the range of an entry from front to back: local header, data, and what follows. Each is
 * compared with the central directory, because other readers believe the local header.
 */
final class EntryRange {
  private final BundleEntry entry;
  private final InputStream in;
  private long dataOffset = -1;

  EntryRange(BundleEntry entry, InputStream in) {
    this.entry = entry;
    this.in = in;
  }

  /**
   * Reads the local header.
   *
   * @throws BundleException if it contradicts the directory. The data can be read nevertheless when
   *     {@link #hasData} says so.
   */
  void readHeader() throws IOException {
    ByteBuffer local = ZipFormat.littleEndian(read(ZipFormat.LOCAL_LENGTH, "local header"));
    if (local.getInt(0) != ZipFormat.LOCAL_SIGNATURE) {
      throw mismatch("there is no local header at its offset");
    }
    int nameLength = u16(local, 26);
    int extraLength = u16(local, 28);
    long length = (long) ZipFormat.LOCAL_LENGTH + nameLength + extraLength;
    if (length + entry.packedSize() > entry.range().length()) {
      throw mismatch(
          "local header of "
              + length
              + " bytes and data of "
              + entry.packedSize()
              + " don't fit the "
              + entry.range().length()
              + " bytes up to the next entry");
    }
    String name = new String(read(nameLength, "local name"), ISO_8859_1);
    byte[] extra = read(extraLength, "local extra fields");
    dataOffset = length;
    Findings findings = new Findings();
    compare(local, name, findings);
    checkExtra(extra, findings);
    findings.throwIfAny();
  }

  private void compare(ByteBuffer local, String name, Findings findings) {
    DirectoryHeader header = entry.header();
    if (!name.equals(header.rawName())) {
      findings.add(mismatchProblem("name in the local header is " + Printable.text(name)));
    }
    compare("flags", header.flags(), u16(local, 6), findings);
    compare("compression method", header.method(), u16(local, 8), findings);
    boolean later = header.has(ZipFormat.FLAG_DESCRIPTOR);
    compareSum("CRC-32", header.crc32(), u32(local, 14), later, findings);
    compareSum("compressed size", header.compressedSize(), u32(local, 18), later, findings);
    compareSum("size", header.size(), u32(local, 22), later, findings);
  }

  /**
   * With a data descriptor, the local header has zeros; some writers put the values all the same.
   */
  private void compareSum(
      String what, long expected, long actual, boolean later, Findings findings) {
    if (!(later && actual == 0)) {
      compare(what, expected, actual, findings);
    }
  }

  private void compare(String what, long expected, long actual, Findings findings) {
    if (expected != actual) {
      findings.add(
          mismatchProblem(
              what + " is " + expected + " in the directory, but " + actual + " at the entry"));
    }
  }

  private void checkExtra(byte[] extra, Findings findings) {
    ByteBuffer fields = ZipFormat.littleEndian(extra);
    int at = 0;
    while (fields.limit() - at >= 4) {
      if (u16(fields, at) == ZipFormat.EXTRA_ZIP64) {
        findings.add(
            entry.problem(BundleProblem.Kind.ZIP64, "the entry has zip64 sizes in its header"));
      }
      at += 4 + u16(fields, at + 2);
    }
  }

  /** Whether the local header says where the data begins. */
  boolean hasData() {
    return dataOffset >= 0;
  }

  /** The packed data; the caller reads it through before it goes on to {@link #readRest}. */
  InputStream data() {
    InputStream data = new ExactStream(in, entry.packedSize(), entry);
    return entry.method() == EntryMethod.STORED && entry.header().has(ZipFormat.FLAG_DESCRIPTOR)
        ? new StoredData(data, entry)
        : data;
  }

  /**
   * Reads what follows the data: a data descriptor if the flags promise one, else nothing.
   *
   * @throws BundleException if it contradicts the directory, or there is more
   */
  void readRest() throws IOException {
    long rest = entry.range().length() - dataOffset - entry.packedSize();
    int signature = Integer.BYTES;
    boolean expected = entry.header().has(ZipFormat.FLAG_DESCRIPTOR);
    if (!expected && rest == 0) {
      return;
    }
    if (!expected
        || (rest != ZipFormat.DESCRIPTOR_LENGTH
            && rest != ZipFormat.DESCRIPTOR_LENGTH + signature)) {
      throw new BundleException(
          BundleProblem.ofEntry(
              BundleProblem.Kind.UNACCOUNTED_DATA,
              entry.name(),
              entry.range().end() - rest,
              expected
                  ? rest + " bytes behind the data are no data descriptor"
                  : rest + " bytes behind the data belong to no entry"));
    }
    ByteBuffer descriptor = ZipFormat.littleEndian(read((int) rest, "data descriptor"));
    boolean signed = rest == ZipFormat.DESCRIPTOR_LENGTH + signature;
    if (signed && descriptor.getInt(0) != ZipFormat.DESCRIPTOR_SIGNATURE) {
      throw mismatch("the data descriptor has no signature");
    }
    int at = signed ? signature : 0;
    Findings findings = new Findings();
    compare("CRC-32", entry.crc32(), u32(descriptor, at), findings);
    compare("compressed size", entry.packedSize(), u32(descriptor, at + 4), findings);
    compare("size", entry.size(), u32(descriptor, at + 8), findings);
    findings.throwIfAny();
  }

  private byte[] read(int length, String what) throws IOException {
    byte[] bytes = new byte[length];
    int n = ByteStreams.read(in, bytes, 0, length);
    if (n < length) {
      throw mismatch("cut off in its " + what);
    }
    return bytes;
  }

  private BundleProblem mismatchProblem(String message) {
    return entry.problem(BundleProblem.Kind.HEADER_MISMATCH, message);
  }

  private BundleException mismatch(String message) {
    return new BundleException(mismatchProblem(message));
  }
}
