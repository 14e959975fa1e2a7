package io.assetota.handlers.coprocessor.part;

import io.assetota.handlers.coprocessor.FlashRange;
import io.assetota.handlers.coprocessor.FlashReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes a word of 32 bits in flash for the version, and reads it through the boot loader. It tells
 * what the part holds, not that the program runs. To ask resets the part.
 *
 * <p>The version is the word in hexadecimal, little-endian as these parts are: {@code 0x00010203}.
 * A word that is erased is no version.
 */
public final class FlashWordVersion implements VersionSource {
  private static final int ERASED = 0xffff_ffff;

  private final FlashReader reader;
  private final FlashRange word;

  /**
   * Reads a word.
   *
   * @param reader the flasher of the part
   * @param address where the word is, a multiple of 4
   * @throws IllegalArgumentException if it is not
   */
  public FlashWordVersion(FlashReader reader, long address) {
    if (address % Integer.BYTES != 0) {
      throw new IllegalArgumentException(
          String.format("a word is at a multiple of 4, not at 0x%X", address));
    }
    this.reader = reader;
    this.word = new FlashRange(address, Integer.BYTES);
  }

  @Override
  public Optional<String> ask(Duration within) throws IOException {
    int value = ByteBuffer.wrap(reader.read(word)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    return value == ERASED ? Optional.empty() : Optional.of(String.format("0x%08X", value));
  }
}
