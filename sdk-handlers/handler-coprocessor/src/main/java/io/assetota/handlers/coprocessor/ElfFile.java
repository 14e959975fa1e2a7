package io.assetota.handlers.coprocessor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Takes from an ELF file what a programmer would: the loadable program headers, at their
 * <em>physical</em> addresses, because initialised data lies in flash and is copied to RAM at start
 * (System V ABI, Object Files: ELF header, Program Header).
 */
final class ElfFile {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int CLASS_32 = 1;
  private static final int LITTLE_ENDIAN = 1;
  private static final int HEADER_SIZE = 52;
  private static final int PROGRAM_HEADER_SIZE = 32;
  private static final int LOAD = 1;

  private ElfFile() {}

  static boolean isElf(byte[] file) {
    return file.length >= MAGIC.length
        && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static List<FirmwareSegment> segments(byte[] file) throws CoprocessorException {
    SegmentCollector segments = new SegmentCollector("ELF");
    if (file.length < HEADER_SIZE || file[4] != CLASS_32 || file[5] != LITTLE_ENDIAN) {
      throw segments.bad("no 32-bit little-endian header: it is not for such a part");
    }
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long table = elf.getInt(28) & 0xffff_ffffL;
    int entrySize = elf.getShort(42) & 0xffff;
    int entries = elf.getShort(44) & 0xffff;
    if (entries > 0
        && (entrySize < PROGRAM_HEADER_SIZE || table + (long) entries * entrySize > file.length)) {
      throw segments.bad("program headers outside of the file: it is cut off");
    }
    for (int i = 0; i < entries; i++) {
      int header = (int) table + i * entrySize;
      long offset = elf.getInt(header + 4) & 0xffff_ffffL;
      long address = elf.getInt(header + 12) & 0xffff_ffffL;
      long size = elf.getInt(header + 16) & 0xffff_ffffL;
      if (elf.getInt(header) != LOAD || size == 0) {
        continue;
      }
      if (offset + size > file.length) {
        throw segments.bad("content outside of the file: it is cut off");
      }
      segments.add(address, Arrays.copyOfRange(file, (int) offset, (int) (offset + size)));
    }
    return segments.segments();
  }
}
