package io.assetota.handlers.coprocessor.esp32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import java.util.Optional;

/**
 * What an image for a chip of Espressif says in its header (Espressif, "Firmware Image Format"): a
 * magic, the number of its segments, the size of flash that it is for, and the chip.
 */
final class EspImage {
  private static final int MAGIC = 0xe9;
  private static final int HEADER = 24;
  private static final int MOST_SEGMENTS = 16;
  private static final int CHIP_ID = 12;
  private static final int LARGEST_SIZE_CODE = 7;
  private static final int MIB = 1 << 20;

  private EspImage() {}

  /** Refuses what no such chip could start, before there is a word with the part. */
  static void requireHeader(FirmwareImage image) throws CoprocessorException {
    if (image.isTakenAsIs()) {
      return;
    }
    if (image.format() == FirmwareImage.Format.ELF) {
      throw bad(
          "is an ELF file, which the ROM can't start: take the .bin that esptool's elf2image (or"
              + " the build) makes of it");
    }
    byte[] header = header(image);
    if (header.length < HEADER || (header[0] & 0xff) != MAGIC) {
      throw bad("does not begin with the header of an image for an ESP32 (0xE9)");
    }
    int segments = header[1] & 0xff;
    if (segments == 0 || segments > MOST_SEGMENTS) {
      throw bad("has a header with " + segments + " segments, where 1 to 16 are possible");
    }
  }

  /** Refuses an image for another chip, or for more flash than there is. */
  static void requireFor(FirmwareImage image, EspChip chip, long flashSize)
      throws CoprocessorException {
    if (image.isTakenAsIs()) {
      return;
    }
    byte[] header = header(image);
    int id = (header[CHIP_ID] & 0xff) | (header[CHIP_ID + 1] & 0xff) << 8;
    Optional<EspChip> wanted = EspChip.ofImageId(id);
    if (wanted.isEmpty() || wanted.get() != chip) {
      throw new CoprocessorException(
          Problem.BAD_IMAGE,
          String.format(
              "the image is for %s, but an %s answers. Nothing was erased",
              wanted
                  .map(other -> "an " + other)
                  .orElseGet(() -> String.format("a chip with the id 0x%04X", id)),
              chip));
    }
    int sizeCode = (header[3] & 0xff) >> 4;
    if (sizeCode > LARGEST_SIZE_CODE || (long) MIB << sizeCode > flashSize) {
      throw new CoprocessorException(
          Problem.DOES_NOT_FIT,
          String.format(
              "the image is for a flash of %s, but this one has %d bytes. Nothing was erased",
              sizeCode > LARGEST_SIZE_CODE
                  ? "an unknown size"
                  : ((long) MIB << sizeCode) + " bytes",
              flashSize));
    }
  }

  private static byte[] header(FirmwareImage image) {
    FirmwareSegment first = image.segments().get(0);
    return first.content(0, Math.min(HEADER, first.length()));
  }

  private static CoprocessorException bad(String what) {
    return new CoprocessorException(
        Problem.BAD_IMAGE,
        "the image "
            + what
            + ". Nothing was erased. To write it nevertheless, ask for it to be written raw");
  }
}
