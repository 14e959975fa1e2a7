package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashRange;
import io.assetota.handlers.coprocessor.FlashReader;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Bootloader;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads flash until two readings are the same: Read Memory has no checksum, and noise must not
 * become content.
 */
final class Stm32Reader implements FlashReader {
  private static final int ATTEMPTS = 3;

  private final Stm32Session session;

  Stm32Reader(Stm32Session session) {
    this.session = session;
  }

  @Override
  public byte[] read(FlashRange range) throws IOException {
    byte[] content = new byte[range.length()];
    for (int at = 0; at < content.length; at += Stm32Bootloader.MAX_BLOCK) {
      int length = Math.min(Stm32Bootloader.MAX_BLOCK, content.length - at);
      System.arraycopy(readTwice(range.address() + at, length), 0, content, at, length);
    }
    return content;
  }

  private byte[] readTwice(long address, int length) throws IOException {
    byte[] last = readOnce(address, length);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] now = readOnce(address, length);
      if (Arrays.equals(now, last)) {
        return now;
      }
      session.checkInStep();
      last = now;
    }
    throw new CoprocessorException(
        Problem.UNRELIABLE_LINE,
        String.format(
            "flash at 0x%08X reads differently each time. Likely a bad contact, or ground; try a"
                + " shorter wire",
            address));
  }

  private byte[] readOnce(long address, int length) throws IOException {
    return session.attempt(false, () -> session.bootloader().read(address, length));
  }
}
