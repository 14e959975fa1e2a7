package io.assetota.core.materialize;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.IntegrityException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads the content of a file through, and checks it against the manifest. */
final class ContentHash {
  private static final int CHUNK = 64 * 1024;

  /** Takes what is read. */
  interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  private final byte[] chunk = new byte[CHUNK];

  /**
   * Reads a file to its end, or one byte beyond the length that it should have.
   *
   * @throws IntegrityException if it is not what the manifest says; what was read is written by
   *     then
   */
  void check(ApplicationEntry.File file, InputStream in, Sink sink) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    long left = file.size();
    int n;
    while ((n = in.read(chunk, 0, (int) Math.min(CHUNK, left + 1))) >= 0) {
      left -= n;
      if (left < 0) {
        throw new IntegrityException("length of " + file.path(), file.size(), "more");
      }
      hasher.putBytes(chunk, 0, n);
      sink.write(ByteBuffer.wrap(chunk, 0, n));
    }
    if (left > 0) {
      throw new IntegrityException("length of " + file.path(), file.size(), file.size() - left);
    }
    AssetHash found = AssetHash.of(hasher.hash().asBytes());
    if (!found.equals(file.hash())) {
      throw new IntegrityException("SHA-256 of " + file.path(), file.hash(), found);
    }
  }
}
