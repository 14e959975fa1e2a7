package io.assetota.handlers.coprocessor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Reads UF2, the format of boot loaders that show themselves as a disk: blocks of 512 bytes, each
 * with its address (Microsoft, "USB Flashing Format (UF2)").
 */
final class Uf2File {
  private static final int BLOCK = 512;
  private static final int FIRST_MAGIC = 0x0a32_4655;
  private static final int SECOND_MAGIC = 0x9e5d_5157;
  private static final int LAST_MAGIC = 0x0ab1_6f30;
  private static final int HEADER = 32;
  private static final int MOST_CONTENT = 476;
  private static final int NOT_MAIN_FLASH = 0x0001;
  private static final int FILE_CONTAINER = 0x1000;
  private static final int HAS_FAMILY = 0x2000;

  private Uf2File() {}

  static boolean isUf2(byte[] file) {
    return file.length >= 8
        && ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0)
            == (((long) SECOND_MAGIC << 32) | FIRST_MAGIC);
  }

  static List<FirmwareSegment> segments(byte[] file) throws CoprocessorException {
    SegmentCollector segments = new SegmentCollector("UF2");
    if (file.length % BLOCK != 0) {
      throw segments.bad("half a block at its end: it is cut off");
    }
    ByteBuffer uf2 = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int blocks = file.length / BLOCK;
    long family = -1;
    for (int i = 0; i < blocks; i++) {
      int at = i * BLOCK;
      int flags = uf2.getInt(at + 8);
      long size = Integer.toUnsignedLong(uf2.getInt(at + 16));
      if (uf2.getInt(at) != FIRST_MAGIC
          || uf2.getInt(at + 4) != SECOND_MAGIC
          || uf2.getInt(at + BLOCK - 4) != LAST_MAGIC
          || size > MOST_CONTENT) {
        throw segments.bad("a damaged block at offset " + at);
      }
      if ((flags & (NOT_MAIN_FLASH | FILE_CONTAINER)) != 0) {
        continue;
      }
      if (uf2.getInt(at + 20) != i || uf2.getInt(at + 24) != blocks) {
        throw segments.bad(
            String.format(
                "block %d of %d at offset %d, where %d of %d belongs: it is cut off, or programs"
                    + " for several parts are joined in it",
                uf2.getInt(at + 20), uf2.getInt(at + 24), at, i, blocks));
      }
      if ((flags & HAS_FAMILY) != 0) {
        long blockFamily = Integer.toUnsignedLong(uf2.getInt(at + 28));
        if (family >= 0 && family != blockFamily) {
          throw segments.bad(
              String.format("blocks for the families 0x%08X and 0x%08X", family, blockFamily));
        }
        family = blockFamily;
      }
      segments.add(
          Integer.toUnsignedLong(uf2.getInt(at + 12)),
          Arrays.copyOfRange(file, at + HEADER, at + HEADER + (int) size));
    }
    return segments.segments();
  }
}
