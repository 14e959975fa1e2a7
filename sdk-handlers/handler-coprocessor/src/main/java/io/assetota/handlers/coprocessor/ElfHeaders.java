package io.assetota.handlers.coprocessor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of an ELF file of 32 bits, little-endian (System V ABI, Object Files).
 *
 * @param segments the program headers
 * @param sections the section headers; none in a file from which they were stripped
 * @param end where the ELF header and the program headers end, bytes from the start of the file
 */
record ElfHeaders(List<Segment> segments, List<Section> sections, long end) {
  private static final int HEADER_SIZE = 52;
  private static final int SEGMENT_SIZE = 32;
  private static final int SECTION_SIZE = 40;
  private static final int CLASS_32 = 1;
  private static final int LITTLE_ENDIAN = 1;
  private static final int RELOCATABLE = 1;
  private static final int CORE = 4;

  /** A section of zeros, which are not in the file (SHT_NOBITS). */
  private static final int NO_CONTENT = 8;

  /** Says that the number of program headers is too large for its field (PN_XNUM). */
  private static final int MANY_SEGMENTS = 0xffff;

  /** A program header: content of the file, and where it belongs. */
  record Segment(int type, long offset, long virtual, long physical, long size, long memory) {
    private static final int LOAD = 1;
    private static final int TLS = 7;

    boolean isLoaded() {
      return type == LOAD && size > 0;
    }

    /** True if the section's content, and its addresses, are inside of this segment. */
    boolean holds(Section section) {
      return type == (section.isThreadLocal() ? TLS : LOAD)
          && section.offset() >= offset
          && section.offset() + section.size() <= offset + size
          && section.address() >= virtual
          && section.address() + section.size() <= virtual + memory;
    }
  }

  /** A section header: content of the file, and the address at which the program uses it. */
  record Section(int type, int flags, long address, long offset, long size) {
    private static final int ALLOCATED = 0x2;
    private static final int THREAD_LOCAL = 0x400;

    /** True for what a programmer writes: part of the program, and in the file. */
    boolean isContent() {
      return (flags & ALLOCATED) != 0 && type != NO_CONTENT && size > 0;
    }

    boolean isThreadLocal() {
      return (flags & THREAD_LOCAL) != 0;
    }
  }

  /**
   * Some linkers leave all load addresses zero. With more than one segment they then mean nothing,
   * and content belongs where the program uses it; so say the GNU tools, too.
   */
  boolean loadAddressesAreMissing() {
    return segments.stream().allMatch(segment -> segment.physical() == 0)
        && segments.stream().filter(segment -> segment.type() == Segment.LOAD).count() > 1;
  }

  static ElfHeaders read(byte[] file, SegmentCollector image) throws CoprocessorException {
    if (file.length < HEADER_SIZE || file[4] != CLASS_32 || file[5] != LITTLE_ENDIAN) {
      throw image.bad("no 32-bit little-endian header: it is not for such a part");
    }
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int kind = unsigned(elf.getShort(16));
    if (kind == RELOCATABLE || kind == CORE) {
      throw image.bad(
          kind == CORE
              ? "no program but a core dump"
              : "code that was not linked yet: take what the linker made of it");
    }
    long segmentTable = unsigned(elf.getInt(28));
    long sectionTable = unsigned(elf.getInt(32));
    long segmentCount = unsigned(elf.getShort(44));
    long sectionCount = sectionTable == 0 ? 0 : unsigned(elf.getShort(48));
    if (sectionTable != 0 && (sectionCount == 0 || segmentCount == MANY_SEGMENTS)) {
      // The first section header has the numbers that are too large for their fields.
      image.requireInside(sectionTable, SECTION_SIZE, file.length);
      sectionCount =
          sectionCount == 0 ? unsigned(elf.getInt((int) sectionTable + 20)) : sectionCount;
      segmentCount =
          segmentCount == MANY_SEGMENTS
              ? unsigned(elf.getInt((int) sectionTable + 28))
              : segmentCount;
    }
    int segmentSize = entrySize(elf, 42, SEGMENT_SIZE, segmentCount, image);
    int sectionSize = entrySize(elf, 46, SECTION_SIZE, sectionCount, image);
    image.requireInside(segmentTable, segmentCount * segmentSize, file.length);
    image.requireInside(sectionTable, sectionCount * sectionSize, file.length);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < segmentCount; i++) {
      segments.add(segment(elf, (int) segmentTable + i * segmentSize));
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < sectionCount; i++) {
      sections.add(section(elf, (int) sectionTable + i * sectionSize));
    }
    long end = Math.max(HEADER_SIZE, segmentTable + segmentCount * segmentSize);
    return new ElfHeaders(List.copyOf(segments), List.copyOf(sections), end);
  }

  private static int entrySize(
      ByteBuffer elf, int at, int least, long count, SegmentCollector image)
      throws CoprocessorException {
    int size = unsigned(elf.getShort(at));
    if (count > 0 && size < least) {
      throw image.bad("headers of " + size + " bytes, where " + least + " are the least");
    }
    return size;
  }

  private static Segment segment(ByteBuffer elf, int at) {
    return new Segment(
        elf.getInt(at),
        unsigned(elf.getInt(at + 4)),
        unsigned(elf.getInt(at + 8)),
        unsigned(elf.getInt(at + 12)),
        unsigned(elf.getInt(at + 16)),
        unsigned(elf.getInt(at + 20)));
  }

  private static Section section(ByteBuffer elf, int at) {
    return new Section(
        elf.getInt(at + 4),
        elf.getInt(at + 8),
        unsigned(elf.getInt(at + 12)),
        unsigned(elf.getInt(at + 16)),
        unsigned(elf.getInt(at + 20)));
  }

  private static int unsigned(short value) {
    return Short.toUnsignedInt(value);
  }

  private static long unsigned(int value) {
    return Integer.toUnsignedLong(value);
  }
}
