package io.assetota.handlers.coprocessor;

import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A program for a coprocessor: pieces of content, each for an address. Immutable.
 *
 * <p>Raw binaries, ELF, Intel HEX, S-record and UF2 files are told apart by what is in them, never
 * by their name. What is known to be something else, such as an archive, a picture or a web page,
 * is refused by what it is.
 */
public final class FirmwareImage {
  /** The largest file that is read, in bytes: an ELF file with its symbols. */
  public static final int MAX_FILE_SIZE = 64 << 20;

  /** The largest program, in bytes: more than any part's flash that is written over a line. */
  public static final int MAX_SIZE = 16 << 20;

  private final Format format;
  private final List<FirmwareSegment> segments;
  private final boolean takenAsIs;

  /** How the file was written. */
  public enum Format {
    /** The content of flash, from one address on. */
    RAW,
    /** Text with addresses: Intel's Hexadecimal Object File Format, revision A of 1988. */
    INTEL_HEX,
    /** Text with addresses: Motorola's S-records, with addresses of 16, 24 or 32 bits. */
    S_RECORDS,
    /** Blocks of 512 bytes with addresses: Microsoft's USB Flashing Format. */
    UF2,
    /** An executable in the Executable and Linkable Format, 32 bits, little-endian. */
    ELF
  }

  private FirmwareImage(Format format, List<FirmwareSegment> segments) throws CoprocessorException {
    this(format, segments, false);
  }

  private FirmwareImage(Format format, List<FirmwareSegment> segments, boolean takenAsIs)
      throws CoprocessorException {
    this.takenAsIs = takenAsIs;
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
   * Takes content as it is, without a look at what it is: for data, and for programs that begin in
   * a way of their own.
   *
   * @param content what to write
   * @param address where it belongs, 32 bits
   * @return the image
   * @throws CoprocessorException if it is empty or larger than {@value #MAX_SIZE} bytes
   */
  public static FirmwareImage raw(byte[] content, long address) throws CoprocessorException {
    requireContent(content);
    return new FirmwareImage(Format.RAW, List.of(new FirmwareSegment(address, content)), true);
  }

  /**
   * Takes what was read out of a part, to be written back as it is.
   *
   * @param pieces what was read, in any order
   * @return the image, as one of {@link #raw}
   * @throws CoprocessorException if there is nothing, it is larger than {@value #MAX_SIZE} bytes,
   *     or pieces overlap
   */
  public static FirmwareImage ofReadBack(List<FirmwareSegment> pieces) throws CoprocessorException {
    SegmentCollector joined = new SegmentCollector("read-back");
    for (FirmwareSegment piece : pieces) {
      joined.add(piece.address(), piece.content(0, piece.length()));
    }
    return new FirmwareImage(Format.RAW, joined.segments(), true);
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
    if (SRecords.isSRecords(file)) {
      return new FirmwareImage(Format.S_RECORDS, SRecords.segments(file));
    }
    if (Uf2File.isUf2(file)) {
      return new FirmwareImage(Format.UF2, Uf2File.segments(file));
    }
    requireContent(file);
    Optional<String> other = ForeignFile.name(file);
    if (other.isPresent()) {
      throw new CoprocessorException(
          Problem.BAD_IMAGE,
          "the image is "
              + other.get()
              + ", not a program: a raw binary, ELF, Intel HEX, S-record or UF2 file is needed");
    }
    return new FirmwareImage(Format.RAW, List.of(new FirmwareSegment(rawAddress, file)));
  }

  private static void requireContent(byte[] file) throws CoprocessorException {
    if (file.length == 0) {
      throw new CoprocessorException(Problem.BAD_IMAGE, "the image is empty");
    }
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
    return parse(bytes(in), rawAddress);
  }

  /**
   * Reads content that is taken as it is, as by {@link #raw}.
   *
   * @param in the content; it is read to its end and not closed
   * @param address where it belongs, 32 bits
   * @return the image
   * @throws CoprocessorException if it is empty or larger than {@value #MAX_SIZE} bytes
   * @throws IOException if it can't be read
   */
  public static FirmwareImage readRaw(InputStream in, long address) throws IOException {
    return raw(bytes(in), address);
  }

  private static byte[] bytes(InputStream in) throws IOException {
    byte[] file = in.readNBytes(MAX_FILE_SIZE + 1);
    if (file.length > MAX_FILE_SIZE) {
      throw new CoprocessorException(
          Problem.BAD_IMAGE, "the image file is larger than " + MAX_FILE_SIZE + " bytes");
    }
    return file;
  }

  /**
   * Returns how the file was written.
   *
   * @return the format that was found
   */
  public Format format() {
    return format;
  }

  /**
   * Returns whether somebody asked for this content to be written whatever it is.
   *
   * @return true for an image of {@link #raw} or {@link #ofReadBack}
   */
  public boolean isTakenAsIs() {
    return takenAsIs;
  }

  /**
   * Returns what to write.
   *
   * @return pieces in the order of their addresses, which neither overlap nor touch
   */
  public List<FirmwareSegment> segments() {
    return segments;
  }

  /**
   * Returns the first address.
   *
   * @return where the first piece begins
   */
  public long start() {
    return segments.get(0).address();
  }

  /**
   * Returns where the last piece ends.
   *
   * @return the address after the last byte
   */
  public long end() {
    return segments.get(segments.size() - 1).end();
  }

  /**
   * Returns how much there is to write.
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
