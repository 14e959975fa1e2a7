package io.assetota.core.module;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.model.ModuleHash;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;

/**
 * SHA-256 and CRC-32 of a module as they are computed, for modules that are not taken into memory.
 *
 * @param sha256 hash of everything before the hash field
 * @param crc32 checksum of everything before it
 */
record ModuleDigest(ModuleHash sha256, long crc32) {
  private static final int CHUNK = 64 * 1024;

  /** Takes bytes of a module in their order. */
  static final class Builder {
    private final Hasher sha256 = Hashing.sha256().newHasher();
    private final CRC32 crc32 = new CRC32();

    /** Bytes that both sums cover. */
    void both(byte[] bytes, int offset, int length) {
      sha256.putBytes(bytes, offset, length);
      crc32.update(bytes, offset, length);
    }

    /** Bytes that only the CRC-32 covers. */
    void crcOnly(byte[] bytes, int offset, int length) {
      crc32.update(bytes, offset, length);
    }

    ModuleHash sha256() {
      return ModuleHash.of(sha256.hash().asBytes());
    }

    long crc32() {
      return crc32.getValue();
    }
  }

  static ModuleDigest of(SeekableByteChannel channel, long length) throws IOException {
    Builder builder = new Builder();
    long hashedUntil = length - ModuleSuffix.HASHED_UNTIL;
    long end = length - ModulePrefix.CRC_LENGTH;
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    channel.position(0);
    long at = 0;
    while (at < end) {
      long limit = at < hashedUntil ? hashedUntil : end;
      chunk.clear().limit((int) Math.min(CHUNK, limit - at));
      int n = channel.read(chunk);
      if (n < 0) {
        throw new EOFException("module ends at " + at + " while it is read");
      }
      if (at < hashedUntil) {
        builder.both(chunk.array(), 0, n);
      } else {
        builder.crcOnly(chunk.array(), 0, n);
      }
      at += n;
    }
    return new ModuleDigest(builder.sha256(), builder.crc32());
  }
}
