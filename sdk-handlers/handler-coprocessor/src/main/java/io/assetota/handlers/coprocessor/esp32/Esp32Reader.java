package io.assetota.handlers.coprocessor.esp32;

import com.google.common.hash.Hashing;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashRange;
import io.assetota.handlers.coprocessor.FlashReader;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import java.io.IOException;

/**
 * Reads flash by the ROM, which gives 64 bytes at a time: some 6 KiB in a second at 115200 baud.
 * The MD5 that the ROM computes tells whether all of it came as it is.
 */
final class Esp32Reader implements FlashReader {
  private static final int ATTEMPTS = 3;

  private final Esp32Loader loader;

  Esp32Reader(Esp32Loader loader) {
    this.loader = loader;
  }

  @Override
  public byte[] read(FlashRange range) throws IOException {
    try {
      for (int attempt = 1; ; attempt++) {
        byte[] content = readOnce(range);
        String expected = loader.md5((int) range.address(), range.length());
        if (md5(content).equals(expected)) {
          return content;
        }
        if (attempt == ATTEMPTS) {
          throw new FrameException(
              Kind.GARBLED,
              String.format(
                  "%d bytes of flash at 0x%X read differently from their MD5",
                  range.length(), range.address()));
        }
      }
    } catch (FrameException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      throw new CoprocessorException(
          Problem.REFUSED, "the ROM refuses to read flash: " + e.getMessage(), e);
    }
  }

  private byte[] readOnce(FlashRange range) throws IOException {
    byte[] content = new byte[range.length()];
    for (int at = 0; at < content.length; at += Esp32Loader.READ_BLOCK) {
      int length = Math.min(Esp32Loader.READ_BLOCK, content.length - at);
      byte[] block = loader.read((int) range.address() + at, length);
      System.arraycopy(block, 0, content, at, length);
    }
    return content;
  }

  /** What the ROM computes; it guards against errors, not against forgery. */
  @SuppressWarnings("deprecation")
  static String md5(byte[] content) {
    return Hashing.md5().hashBytes(content).toString();
  }
}
