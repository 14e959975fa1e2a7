package io.assetota.handlers.coprocessor;

import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A program for a coprocessor: pieces of content, each for an address. Immutable.
 *
 * <p>Raw binaries, Intel HEX and ELF files are told apart by what is in them, never by their name.
 */
public final class FirmwareImage {
  /** The largest file that is read, in bytes: an ELF file with its symbols. */
  public static final int MAX_FILE_SIZE = 64 << 20;

  /** The largest program, in bytes: more than any part's flash that is written over a line. */
  public static final int MAX_SIZE = 16 << 20;

  private final Format format;
  private final List<FirmwareSegment> segments;

  /** How the file was written. */
  public enum Format {
    /** The content of flash, from one address on. */
    RAW,
    /** Text with addresses: Intel's Hexadecimal Object File Format, revision A of 1988. */
    INTEL_HEX,
    /** An executable in the Executable and Linkable Format, 32 bits, little-endian. */
    ELF
  }

  FirmwareImage(Format format, List<FirmwareSegment> segments) throws CoprocessorException {
    this.format = format;
    this.segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new CoprocessorException(Problem.BAD_IMAGE, "the image has nothing to write");
    }
    if (size() > MAX_SIZE) {
      throw new CoprocessorException(
          Problem.BAD_IMAGE,
          "the image has " + size() + " bytes to write; " + MAX_SIZE + " are allowed");
    }
  }

  /**
   * Takes a file, whatever its format is.
   *
   * @param file the content of the file
   * @param rawAddress where a raw binary belongs; the other formats tell that themselves
   * @return the image
   * @throws CoprocessorException if there is nothing in it, or it is damaged
   */
  public static FirmwareImage parse(byte[] file, long rawAddress) throws CoprocessorException {
    if (ElfFile.isElf(file)) {
      return new FirmwareImage(Format.ELF, ElfFile.segments(file));
    }
    if (IntelHex.isHex(file)) {
      return new FirmwareImage(Format.INTEL_HEX, IntelHex.segments(file));
    }
    if (file.length == 0) {
      throw new CoprocessorException(Problem.BAD_IMAGE, "the image is empty");
    }
    return new FirmwareImage(Format.RAW, List.of(new FirmwareSegment(rawAddress, file)));
  }

  /**
   * Reads a file, whatever its format is.
   *
   * @param in the file; it is read to its end and not closed
   * @param rawAddress where a raw binary belongs; the other formats tell that themselves
   * @return the image
   * @throws CoprocessorException if there is nothing in it, it is too large, or it is damaged
   * @throws IOException if it can't be read
   */
  public static FirmwareImage read(InputStream in, long rawAddress) throws IOException {
    byte[] file = in.readNBytes(MAX_FILE_SIZE + 1);
    if (file.length > MAX_FILE_SIZE) {
      throw new CoprocessorException(
          Problem.BAD_IMAGE, "the image file is larger than " + MAX_FILE_SIZE + " bytes");
    }
    return parse(file, rawAddress);
  }

  /**
   * Tells how the file was written.
   *
   * @return the format that was found
   */
  public Format format() {
    return format;
  }

  /**
   * Gives what to write.
   *
   * @return pieces in the order of their addresses, which neither overlap nor touch
   */
  public List<FirmwareSegment> segments() {
    return segments;
  }

  /**
   * Tells the first address.
   *
   * @return where the first piece begins
   */
  public long start() {
    return segments.get(0).address();
  }

  /**
   * Tells where the last piece ends.
   *
   * @return the address after the last byte
   */
  public long end() {
    return segments.get(segments.size() - 1).end();
  }

  /**
   * Tells how much there is to write.
   *
   * @return bytes of all pieces, without the gaps between them
   */
  public long size() {
    return segments.stream().mapToLong(FirmwareSegment::length).sum();
  }

  @Override
  public String toString() {
    return String.format("%s image of %d bytes at 0x%08X", format, size(), start());
  }
}
