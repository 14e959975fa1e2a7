package io.assetota.handlers.coprocessor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes from an ELF file what {@code objcopy} would: the content of each section that is part of
 * the program, at its load address. Initialised data lies in flash and is copied to RAM at start,
 * so the <em>physical</em> addresses of the program headers count (System V ABI, Object Files: ELF
 * Header, Sections, Program Header).
 *
 * <p>Whole segments would be wrong: a linker puts the ELF header and padding in front of the first
 * section into the same segment when the program doesn't begin at a page of its own, and what lies
 * there in flash belongs to a boot loader.
 */
final class ElfFile {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

  private final SegmentCollector collector;
  private final byte[] file;
  private final ElfHeaders headers;

  private ElfFile(byte[] file) throws CoprocessorException {
    this.collector = new SegmentCollector("ELF");
    this.file = file;
    this.headers = ElfHeaders.read(file, collector);
  }

  static boolean isElf(byte[] file) {
    return file.length >= MAGIC.length
        && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static List<FirmwareSegment> segments(byte[] file) throws CoprocessorException {
    ElfFile elf = new ElfFile(file);
    if (elf.headers.sections().isEmpty()) {
      elf.takeSegments();
    } else {
      elf.takeSections();
    }
    return elf.collector.segments();
  }

  private void takeSections() throws CoprocessorException {
    for (ElfHeaders.Section section : headers.sections()) {
      if (section.isContent()) {
        take(section.offset(), section.size(), loadAddress(section));
      }
    }
  }

  /**
   * Where a section belongs: as far into its segment's load address as it is into its segment's
   * content. One that is in no segment belongs to its own address.
   */
  private long loadAddress(ElfHeaders.Section section) {
    Optional<ElfHeaders.Segment> segment =
        headers.loadAddressesAreMissing()
            ? Optional.empty()
            : headers.segments().stream().filter(s -> s.holds(section)).findFirst();
    return segment.map(s -> s.physical() + section.offset() - s.offset()).orElse(section.address());
  }

  /**
   * Without sections, a segment is all that is known. If it begins with the headers of the file,
   * these and the padding behind them are not part of the program: that begins with a vector table,
   * whose first word is an address in RAM and never zero.
   */
  private void takeSegments() throws CoprocessorException {
    for (ElfHeaders.Segment segment : headers.segments()) {
      if (segment.isLoaded()) {
        long skipped = 0;
        if (segment.offset() < headers.end()) {
          collector.requireInside(segment.offset(), segment.size(), file.length);
          skipped = Math.min(segment.size(), headers.end() - segment.offset());
          while (skipped < segment.size() && file[(int) (segment.offset() + skipped)] == 0) {
            skipped++;
          }
          skipped -= (segment.physical() + skipped) % Integer.BYTES;
          skipped = Math.max(skipped, Math.min(segment.size(), headers.end() - segment.offset()));
        }
        take(
            segment.offset() + skipped,
            segment.size() - skipped,
            (headers.loadAddressesAreMissing() ? segment.virtual() : segment.physical()) + skipped);
      }
    }
  }

  private void take(long offset, long size, long address) throws CoprocessorException {
    collector.requireInside(offset, size, file.length);
    collector.add(address, Arrays.copyOfRange(file, (int) offset, (int) (offset + size)));
  }
}
