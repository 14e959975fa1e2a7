package io.assetota.core.bundle;

import static io.assetota.core.bundle.zip.ZipFormat.u32;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.zip.ZipFormat;
import io.assetota.core.stream.BulkFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Stored data whose length follows in a data descriptor, as Go's writer produces it. A reader of
 * streams has to guess where such data ends. Content in which a descriptor would fit at another
 * place is refused: two readers could read it differently.
 */
final class StoredData extends BulkFilter {
  /** Signature, CRC-32 and two sizes, or these without a signature and that of a header. */
  private static final int DESCRIPTOR = Integer.BYTES + ZipFormat.DESCRIPTOR_LENGTH;

  private final BundleEntry entry;

  /** The last bytes that were read, which may be the beginning of a descriptor. */
  private byte[] before = {};

  private long position;

  StoredData(InputStream in, BundleEntry entry) {
    super(in);
    this.entry = entry;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    if (n > 0) {
      byte[] seen = Arrays.copyOf(before, before.length + n);
      System.arraycopy(buffer, offset, seen, before.length, n);
      refuseDescriptor(seen, position - before.length);
      position += n;
      before = Arrays.copyOfRange(seen, Math.max(0, seen.length - DESCRIPTOR + 1), seen.length);
    }
    return n;
  }

  private void refuseDescriptor(byte[] seen, long start) throws BundleException {
    ByteBuffer bytes = ZipFormat.littleEndian(seen);
    for (int at = 0; at + DESCRIPTOR <= seen.length; at++) {
      long end = start + at;
      boolean signed =
          u32(bytes, at) == ZipFormat.DESCRIPTOR_SIGNATURE
              && u32(bytes, at + 8) == end
              && u32(bytes, at + 12) == end;
      boolean plain =
          u32(bytes, at + 4) == end
              && u32(bytes, at + 8) == end
              && (u32(bytes, at + 12) == ZipFormat.LOCAL_SIGNATURE
                  || u32(bytes, at + 12) == ZipFormat.DIRECTORY_SIGNATURE);
      if (signed || plain) {
        throw new BundleException(
            entry.problem(
                BundleProblem.Kind.UNSUPPORTED_METHOD,
                "stored with a data descriptor, and by its content it could end after "
                    + end
                    + " bytes already"));
      }
    }
  }
}
