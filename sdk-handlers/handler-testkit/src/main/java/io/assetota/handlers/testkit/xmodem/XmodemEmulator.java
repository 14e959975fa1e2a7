package io.assetota.handlers.testkit.xmodem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.pin.EmulatedPin;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part with the menu of the Gecko boot loader (Silicon Labs, UG489), which receives a file by
 * XMODEM with CRC in blocks of 128 bytes. It asks for the file once, and takes a pause of a second
 * for the end of a block that is cut off.
 *
 * <p>It waits in the boot loader from the start; {@link #resetPin()} brings it back there. Used by
 * one thread at a time.
 */
public final class XmodemEmulator implements SerialPart {
  private static final int BLOCK = 128;
  private static final int FRAME = BLOCK + 5;
  private static final int START_OF_BLOCK = 0x01;
  private static final int END_OF_FILE = 0x04;
  private static final byte ACKNOWLEDGED = 0x06;
  private static final byte REFUSED = 0x15;
  private static final int CANCELLED = 0x18;
  private static final long SECOND = 1_000_000_000L;
  private static final String MENU =
      "\r\nGecko Bootloader v2.00\r\n1. upload gbl\r\n2. run\r\n3. ebl info\r\nBL > ";

  private final EmulatedPin reset = new EmulatedPin(Level.HIGH, this::resetPinChanged);
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private byte[] stored = new byte[0];
  private @Nullable Line line;
  private boolean receiving;
  private boolean programRuns;
  private boolean storesNothing;
  private int number = 1;
  private long heard;

  /** Creates a part without a file. */
  public XmodemEmulator() {}

  /**
   * Returns the reset pin.
   *
   * @return low holds the part in reset
   */
  public OutputPin resetPin() {
    return reset;
  }

  /** Resets the part, as its pin would. */
  public void reset() {
    restart();
  }

  /** Lets the part give up at the fourth block of each file, as if its flash was worn out. */
  public void storeNothing() {
    storesNothing = true;
  }

  /**
   * Returns the last file that was stored, with the bytes that fill its last block.
   *
   * @return a copy; empty if there is none
   */
  public byte[] stored() {
    return stored.clone();
  }

  /**
   * Returns whether the program was started by the menu.
   *
   * @return true after its choice
   */
  public boolean programRuns() {
    return programRuns;
  }

  private void resetPinChanged(Level level) {
    if (level == Level.HIGH) {
      restart();
    }
  }

  private void restart() {
    receiving = false;
    programRuns = false;
    frame.reset();
    if (line != null) {
      line.fallSilent();
    }
  }

  @Override
  public void receive(int value, long nanos, Line toHost) {
    line = toHost;
    if (programRuns || !reset.isHigh()) {
      return;
    }
    if (!receiving) {
      choose(value, nanos, toHost);
      return;
    }
    if (nanos - heard > SECOND) {
      frame.reset();
    }
    heard = nanos;
    frame.write(value);
    byte[] bytes = frame.toByteArray();
    if (bytes[0] != START_OF_BLOCK || bytes.length == FRAME) {
      frame.reset();
      take(bytes, nanos, toHost);
    }
  }

  private void choose(int value, long nanos, Line toHost) {
    switch (value) {
      case '1' -> {
        receiving = true;
        number = 1;
        file.reset();
        heard = nanos;
        toHost.send("\r\nbegin upload\r\nC".getBytes(US_ASCII), nanos);
      }
      case '2' -> programRuns = true;
      case CANCELLED -> {
        // Of a transfer that has ended.
      }
      default -> toHost.send(MENU.getBytes(US_ASCII), nanos);
    }
  }

  private void take(byte[] bytes, long nanos, Line toHost) {
    if (storesNothing && number == 4) {
      receiving = false;
      toHost.send(
          (new String(new char[] {CANCELLED, CANCELLED}) + "\r\nSerial upload aborted\r\n" + MENU)
              .getBytes(US_ASCII),
          nanos);
      return;
    }
    if (bytes[0] == END_OF_FILE) {
      receiving = false;
      stored = file.toByteArray();
      answer(ACKNOWLEDGED, nanos, toHost);
      toHost.send(("\r\nSerial upload complete\r\n" + MENU).getBytes(US_ASCII), nanos);
    } else if (bytes[0] == CANCELLED) {
      receiving = false;
    } else if (bytes[0] == START_OF_BLOCK) {
      answer(isGood(bytes) ? store(bytes) : REFUSED, nanos, toHost);
    }
  }

  private static boolean isGood(byte[] block) {
    int crc = 0;
    for (int i = 3; i < 3 + BLOCK; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean high = (crc & 0x8000) != 0;
        crc = crc << 1 & 0xffff;
        if (high != ((block[i] >> bit & 1) != 0)) {
          crc ^= 0x1021;
        }
      }
    }
    return block[1] == (byte) ~block[2]
        && (block[BLOCK + 3] & 0xff) == crc >> 8
        && (block[BLOCK + 4] & 0xff) == (crc & 0xff);
  }

  private byte store(byte[] block) {
    if (block[1] == (byte) number) {
      number++;
      file.writeBytes(Arrays.copyOfRange(block, 3, 3 + BLOCK));
      return ACKNOWLEDGED;
    }
    return block[1] == (byte) (number - 1) ? ACKNOWLEDGED : (byte) CANCELLED;
  }

  private void answer(byte value, long nanos, Line toHost) {
    toHost.send(value == CANCELLED ? new byte[] {value, value} : new byte[] {value}, nanos);
  }
}
