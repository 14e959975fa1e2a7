package io.assetota.bundle;

import com.google.common.hash.Hashing;
import io.assetota.core.model.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** Changes modules byte by byte, past the checks of the editor. */
final class ForgedModule {
  private static final int PLATFORM_AT = 12;

  private ForgedModule() {}

  /** Makes hash and checksum right again after a change. */
  private static byte[] resealed(byte[] module) {
    int hashAt = module.length - 38;
    byte[] hash = Hashing.sha256().hashBytes(module, 0, hashAt).asBytes();
    System.arraycopy(hash, 0, module, hashAt, hash.length);
    CRC32 crc = new CRC32();
    crc.update(module, 0, module.length - 4);
    ByteBuffer.wrap(module).putInt(module.length - 4, (int) crc.getValue());
    return module;
  }

  /** The same module for another platform. */
  static byte[] forPlatform(byte[] module, Platform platform) {
    ByteBuffer.wrap(module)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(PLATFORM_AT, (short) platform.id());
    return resealed(module);
  }
}
