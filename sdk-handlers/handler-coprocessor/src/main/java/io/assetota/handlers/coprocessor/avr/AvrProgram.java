package io.assetota.handlers.coprocessor.avr;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareImage.Format;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import java.util.ArrayList;
import java.util.List;

/** An image as the pages of an AVR that it touches. */
final class AvrProgram {
  /** JMP and RJMP (AVR Instruction Set Manual): what an interrupt vector is made of. */
  private static final int JMP_MASK = 0xfe0e;

  private static final int JMP = 0x940c;
  private static final int RJMP_MASK = 0xf000;
  private static final int RJMP = 0xc000;

  private final FirmwareImage image;
  private final int pageSize;

  AvrProgram(FirmwareImage image, AvrDevice device) {
    this.image = image;
    this.pageSize = device.pageSize();
  }

  /** Refuses a raw binary that no AVR could start, before there is a word with the part. */
  static void requireVector(FirmwareImage image) throws CoprocessorException {
    if (image.format() != Format.RAW || image.isTakenAsIs()) {
      return;
    }
    FirmwareSegment start = image.segments().get(0);
    byte[] vector = start.content(0, Math.min(2, start.length()));
    int word = vector.length < 2 ? 0 : (vector[0] & 0xff) | (vector[1] & 0xff) << 8;
    if ((word & JMP_MASK) != JMP && (word & RJMP_MASK) != RJMP) {
      throw new CoprocessorException(
          Problem.BAD_IMAGE,
          String.format(
              "the image is no ELF, Intel HEX, S-record or UF2 file, and as a raw binary it begins"
                  + " with 0x%04X, which is no jump: it is no program for an AVR. Nothing was"
                  + " erased. To write it nevertheless, ask for it to be written raw",
              word));
    }
  }

  /**
   * Refuses what would not lie in front of the boot loader.
   *
   * @param reserved bytes at the end of flash
   */
  void requireFits(AvrDevice device, int reserved) throws CoprocessorException {
    int end = device.flashSize() - reserved;
    for (FirmwareSegment segment : image.segments()) {
      if (segment.end() > end) {
        throw new CoprocessorException(
            Problem.DOES_NOT_FIT,
            String.format(
                "the image has %d bytes for 0x%04X to 0x%04X, but the %s has flash for programs up"
                    + " to 0x%04X: of its %d bytes, the last %d are left to the boot loader."
                    + " Nothing was erased",
                segment.length(),
                segment.address(),
                segment.end() - 1,
                device,
                end - 1,
                device.flashSize(),
                reserved));
      }
    }
  }

  /** The addresses of the pages, lowest first. */
  List<Integer> pages() {
    List<Integer> pages = new ArrayList<>();
    for (FirmwareSegment segment : image.segments()) {
      int first = (int) segment.address() / pageSize * pageSize;
      for (int page = first; page < segment.end(); page += pageSize) {
        if (pages.isEmpty() || pages.get(pages.size() - 1) < page) {
          pages.add(page);
        }
      }
    }
    return pages;
  }

  /** Whether the image has all of a page. */
  boolean covers(int page) {
    return image.segments().stream()
        .anyMatch(s -> s.address() <= page && s.end() >= (long) page + pageSize);
  }

  /** What a page holds with the program in it; what the image leaves open stays as it is. */
  byte[] over(int page, byte[] now) {
    byte[] content = now.clone();
    for (FirmwareSegment segment : image.segments()) {
      long from = Math.max(page, segment.address());
      long to = Math.min((long) page + pageSize, segment.end());
      if (from < to) {
        byte[] part = segment.content((int) (from - segment.address()), (int) (to - from));
        System.arraycopy(part, 0, content, (int) (from - page), part.length);
      }
    }
    return content;
  }
}
