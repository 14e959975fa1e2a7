package io.assetota.core.bundle;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.stream.BulkStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of an entry. At its end, it checks the size, the CRC-32 and the end of the Deflate
 * stream. It never returns more bytes than the directory states.
 */
final class ContentStream extends BulkStream {
  private static final int CHUNK = 16 * 1024;

  private final BundleEntry entry;
  private final InputStream packed;
  private final Inflater inflater = new Inflater(true);
  private final byte[] chunk;
  private final CRC32 crc = new CRC32();
  private long given;
  private boolean ended;
  private boolean closed;

  /**
   * Creates a stream.
   *
   * @param packed exactly the packed data; it is closed with this stream
   */
  ContentStream(BundleEntry entry, InputStream packed) {
    this.entry = entry;
    this.packed = packed;
    this.chunk =
        new byte
            [entry.method() == EntryMethod.DEFLATED
                ? (int) Math.max(1, Math.min(CHUNK, entry.packedSize()))
                : 0];
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    int wanted = (int) Math.min(length, entry.size() - given);
    if (wanted == 0) {
      requireEnd();
      ended = true;
      return -1;
    }
    int n =
        entry.method() == EntryMethod.DEFLATED
            ? inflate(buffer, offset, wanted)
            : packed.read(buffer, offset, wanted);
    if (n < 0) {
      throw refused(
          BundleProblem.Kind.SIZE_MISMATCH,
          "holds " + given + " bytes, but claims " + entry.size());
    }
    crc.update(buffer, offset, n);
    given += n;
    return n;
  }

  /** Returns -1 when the stream has ended. */
  private int inflate(byte[] buffer, int offset, int length) throws IOException {
    try {
      while (true) {
        int n = inflater.inflate(buffer, offset, length);
        if (n > 0) {
          return n;
        }
        if (inflater.finished()) {
          return -1;
        }
        if (inflater.needsDictionary()) {
          throw refused(BundleProblem.Kind.DEFLATE_DAMAGED, "needs a dictionary");
        }
        int more = packed.read(chunk, 0, chunk.length);
        if (more < 0) {
          throw refused(
              BundleProblem.Kind.DEFLATE_DAMAGED,
              "the Deflate stream is cut off after " + given + " bytes of content");
        }
        inflater.setInput(chunk, 0, more);
      }
    } catch (DataFormatException e) {
      throw refused(
          BundleProblem.Kind.DEFLATE_DAMAGED,
          "the Deflate stream is damaged after " + given + " bytes of content: " + e.getMessage());
    }
  }

  private void requireEnd() throws IOException {
    byte[] one = new byte[1];
    if (entry.method() == EntryMethod.DEFLATED) {
      if (inflate(one, 0, 1) > 0) {
        throw refused(
            BundleProblem.Kind.SIZE_MISMATCH,
            "holds more than the " + entry.size() + " bytes that it claims");
      }
      long left = inflater.getRemaining() + packed.transferTo(OutputStream.nullOutputStream());
      if (left > 0) {
        throw refused(
            BundleProblem.Kind.DEFLATE_DAMAGED,
            left + " bytes of data behind the end of the Deflate stream");
      }
    } else if (packed.read(one, 0, 1) > 0) {
      throw refused(
          BundleProblem.Kind.SIZE_MISMATCH,
          "holds more than the " + entry.size() + " bytes that it claims");
    }
    if (crc.getValue() != entry.crc32()) {
      throw refused(
          BundleProblem.Kind.CRC_MISMATCH,
          String.format(
              "CRC-32 of the content is %08x, but the bundle claims %08x",
              crc.getValue(), entry.crc32()));
    }
  }

  private BundleException refused(BundleProblem.Kind kind, String message) {
    return new BundleException(entry.problem(kind, message));
  }

  /** Returns how many bytes were unpacked so far, whether they were read or not. */
  long unpacked() {
    return entry.method() == EntryMethod.DEFLATED && !closed ? inflater.getBytesWritten() : given;
  }

  /** Frees the inflater, and leaves the packed stream open. */
  void release() {
    closed = true;
    inflater.end();
  }

  @Override
  public void close() throws IOException {
    release();
    packed.close();
  }
}
