package io.assetota.handlers.coprocessor.smp;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareImage.Format;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An image as MCUboot starts it (MCUboot, "Bootloader design", "Image format"): a header, the
 * program, and TLVs with its hash and signature. What imgtool pads behind them is not part of it.
 */
final class McubootImage {
  private static final int MAGIC = 0x96f3_b83d;
  private static final int HEADER = 32;
  private static final int TLV_MAGIC = 0x6907;
  private static final int PROTECTED_TLV_MAGIC = 0x6908;
  private static final int TLV_HEADER = 4;
  private static final int SHA256 = 0x10;
  private static final int SHA384 = 0x11;
  private static final int SHA512 = 0x12;
  private static final int ENCRYPTED = 0x04 | 0x08;

  private final byte[] content;
  private final String version;
  private final byte[] hash;

  private McubootImage(byte[] content, String version, byte[] hash) {
    this.content = content;
    this.version = version;
    this.hash = hash;
  }

  /** Takes a file: binary, or with addresses, of which the signed image is the first piece. */
  static McubootImage of(FirmwareImage file) throws CoprocessorException {
    FirmwareSegment first = file.segments().get(0);
    byte[] bytes = first.content(0, first.length());
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER || header.getInt(0) != MAGIC) {
      throw bad(
          (file.format() == Format.RAW ? "" : "it is " + name(file.format()) + ", and ")
              + "it does not begin with the header of MCUboot, which starts nothing else. Take the"
              + " file that imgtool signed, for example zephyr.signed.bin");
    }
    return new Reader(bytes, header).read();
  }

  private static String name(Format format) {
    return switch (format) {
      case ELF -> "an ELF file, which nobody signed";
      case INTEL_HEX -> "an Intel HEX file";
      case S_RECORDS -> "an S-record file";
      case UF2 -> "a UF2 file";
      case RAW -> "a raw binary";
    };
  }

  private static CoprocessorException bad(String what) {
    return new CoprocessorException(
        Problem.BAD_IMAGE, "this is no image for MCUboot: " + what + ". Nothing was sent");
  }

  /** The image, as it is sent. */
  byte[] content() {
    return content.clone();
  }

  /** As imgtool and parts write it: {@code 1.2.3}, with {@code .4} for a build number. */
  String version() {
    return version;
  }

  /** The hash in its TLVs, by which parts name it. */
  byte[] hash() {
    return hash.clone();
  }

  String hashText() {
    return HexFormat.of().formatHex(hash);
  }

  /** The hash over all that is sent. */
  byte[] uploadHash() {
    return digest("SHA-256", content, content.length);
  }

  private static byte[] digest(String algorithm, byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private final ByteBuffer header;

    Reader(byte[] bytes, ByteBuffer header) {
      this.bytes = bytes;
      this.header = header;
    }

    McubootImage read() throws CoprocessorException {
      long headerSize = header.getShort(8) & 0xffff;
      long protectedSize = header.getShort(10) & 0xffff;
      long programSize = header.getInt(12) & 0xffff_ffffL;
      int flags = header.getInt(16);
      if (headerSize < HEADER || headerSize + programSize + protectedSize > bytes.length) {
        throw cutOff(headerSize + programSize + protectedSize);
      }
      int hashed = (int) (headerSize + programSize + protectedSize);
      if (protectedSize > 0
          && tlvs((int) (headerSize + programSize), PROTECTED_TLV_MAGIC) != protectedSize) {
        throw bad("its protected TLVs have another length than its header says");
      }
      int length = tlvs(hashed, TLV_MAGIC);
      byte[] hash = hash(hashed, length);
      String algorithm = hash.length == 32 ? "SHA-256" : hash.length == 48 ? "SHA-384" : "SHA-512";
      // The hash of an encrypted image is that of its plain content, which only the part has.
      if ((flags & ENCRYPTED) == 0 && !Arrays.equals(digest(algorithm, bytes, hashed), hash)) {
        throw bad("its content does not match the " + algorithm + " in it: it is damaged");
      }
      return new McubootImage(Arrays.copyOf(bytes, hashed + length), version(), hash);
    }

    private static CoprocessorException cutOff(long wanted) {
      return bad("it ends before the " + wanted + " bytes that its header tells: it is cut off");
    }

    private String version() {
      int build = header.getInt(24);
      return (header.get(20) & 0xff)
          + "."
          + (header.get(21) & 0xff)
          + "."
          + (header.getShort(22) & 0xffff)
          + (build == 0 ? "" : "." + Integer.toUnsignedString(build));
    }

    /** Returns how long a list of TLVs is, its own header included. */
    private int tlvs(int at, int magic) throws CoprocessorException {
      if (at + TLV_HEADER > bytes.length) {
        throw cutOff(at + TLV_HEADER);
      }
      if ((header.getShort(at) & 0xffff) != magic) {
        throw bad(
            "no TLVs at offset "
                + at
                + ", where its signature belongs: it was not signed by imgtool");
      }
      int length = header.getShort(at + 2) & 0xffff;
      if (length < TLV_HEADER || at + length > bytes.length) {
        throw cutOff(at + length);
      }
      return length;
    }

    private byte[] hash(int at, int length) throws CoprocessorException {
      for (int entry = at + TLV_HEADER; entry + TLV_HEADER <= at + length; ) {
        int type = header.getShort(entry) & 0xffff;
        int size = header.getShort(entry + 2) & 0xffff;
        int content = entry + TLV_HEADER;
        if (content + size > at + length) {
          throw bad("a TLV at offset " + entry + " that goes beyond their end");
        }
        if (size == sizeOf(type)) {
          return Arrays.copyOfRange(bytes, content, content + size);
        }
        entry = content + size;
      }
      throw bad("no hash in its TLVs");
    }

    private static int sizeOf(int hash) {
      return switch (hash) {
        case SHA256 -> 32;
        case SHA384 -> 48;
        case SHA512 -> 64;
        default -> -1;
      };
    }
  }
}
