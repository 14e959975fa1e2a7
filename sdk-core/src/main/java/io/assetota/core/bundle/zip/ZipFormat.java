package io.assetota.core.bundle.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of the zip format that a bundle uses (PKWARE APPNOTE 6.3.10, section 4.3). */
public final class ZipFormat {
  public static final int LOCAL_SIGNATURE = 0x04034b50;
  public static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  public static final int DIRECTORY_SIGNATURE = 0x02014b50;
  static final int END_SIGNATURE = 0x06054b50;
  static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;

  public static final int LOCAL_LENGTH = 30;
  static final int DIRECTORY_LENGTH = 46;
  static final int END_LENGTH = 22;
  static final int ZIP64_LOCATOR_LENGTH = 20;

  /** Where a header of the directory tells the offset of its entry. */
  static final int HEADER_LOCAL_OFFSET = 42;

  static final int END_ENTRIES_HERE = 8;
  static final int END_ENTRIES = 10;
  static final int END_DIRECTORY_SIZE = 12;
  static final int END_DIRECTORY_OFFSET = 16;
  static final int END_COMMENT_LENGTH = 20;

  /** CRC-32 and both sizes. */
  public static final int DESCRIPTOR_LENGTH = 12;

  public static final int MAX_16 = 0xffff;
  public static final long MAX_32 = 0xffff_ffffL;

  public static final int STORED = 0;
  public static final int DEFLATED = 8;

  public static final int FLAG_ENCRYPTED = 1;
  public static final int FLAG_DESCRIPTOR = 1 << 3;
  public static final int FLAG_PATCH = 1 << 5;
  public static final int FLAG_STRONG_ENCRYPTION = 1 << 6;
  static final int FLAG_UTF8 = 1 << 11;
  public static final int FLAG_MASKED_HEADERS = 1 << 13;

  public static final int EXTRA_ZIP64 = 0x0001;
  static final int EXTRA_UNICODE_PATH = 0x7075;

  private static final int SYSTEM_UNIX = 3;
  private static final int SYSTEM_MACOS = 19;

  private ZipFormat() {}

  /** Whether the upper byte of "version made by" tells a system whose names are bytes. */
  static boolean isMadeOnUnix(int madeBy) {
    int system = madeBy >> 8;
    return system == SYSTEM_UNIX || system == SYSTEM_MACOS;
  }

  public static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static int u16(ByteBuffer in, int at) {
    return in.getShort(at) & MAX_16;
  }

  public static long u32(ByteBuffer in, int at) {
    return in.getInt(at) & MAX_32;
  }
}
