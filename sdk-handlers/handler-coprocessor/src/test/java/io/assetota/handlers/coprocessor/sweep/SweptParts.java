package io.assetota.handlers.coprocessor.sweep;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.avr.AvrFlasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.esp32.Esp32Flasher;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import io.assetota.handlers.coprocessor.xmodem.XmodemFlasher;
import io.assetota.handlers.coprocessor.xmodem.XmodemMenu;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.avr.AvrChip;
import io.assetota.handlers.testkit.avr.AvrEmulator;
import io.assetota.handlers.testkit.esp32.Esp32Emulator;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import io.assetota.handlers.testkit.xmodem.XmodemEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** The parts whose boot loaders are swept, each with a small program. */
enum SweptParts implements SweptPart.Maker {
  /** Verified by reading back. */
  STM32 {
    @Override
    public SweptPart<?> make(MonotonicClock clock) {
      return new Stm32(Stm32Chip.f103(), clock);
    }
  },
  /** Verified by the checksum that the part computes. */
  STM32_CHECKSUM {
    @Override
    public SweptPart<?> make(MonotonicClock clock) {
      return new Stm32(Stm32Chip.g474(), clock);
    }
  },
  ESP32 {
    @Override
    public SweptPart<?> make(MonotonicClock clock) {
      return new Esp32(clock);
    }
  },
  AVR {
    @Override
    public SweptPart<?> make(MonotonicClock clock) {
      return new Avr(clock);
    }
  },
  XMODEM {
    @Override
    public SweptPart<?> make(MonotonicClock clock) {
      return new Xmodem(clock);
    }
  },
  /** The program of the part answers; the image is tested and confirmed. */
  SMP {
    @Override
    public SweptPart<?> make(MonotonicClock clock) {
      return new SmpPartWithMcuboot(clock, false);
    }
  },
  /** MCUboot answers in serial recovery. */
  SMP_RECOVERY {
    @Override
    public SweptPart<?> make(MonotonicClock clock) {
      return new SmpPartWithMcuboot(clock, true);
    }
  };

  private static byte[] random(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** A part that starts what is at the beginning of its flash. */
  private abstract static class Programmed<P extends SerialPart> extends SweptPart<P> {
    private final byte[] image;
    private final byte[] old;

    Programmed(P part, MonotonicClock clock, byte[] image, byte[] old) {
      super(part, clock);
      this.image = image;
      this.old = old;
    }

    /** Returns what is at the beginning of its flash. */
    abstract byte[] read(int length);

    @Override
    boolean holdsImage() {
      return Arrays.equals(read(image.length), image);
    }

    @Override
    boolean startsMix() {
      byte[] now = read(image.length);
      return !Arrays.equals(now, image)
          && !Arrays.equals(now, Arrays.copyOf(old, image.length))
          // Erased, or an endless loop in the first page: such a part starts nothing.
          && (now[0] & 0xff) != 0xff;
    }
  }

  private static final class Stm32 extends Programmed<Stm32Emulator> {
    private static final byte[] IMAGE = program(1500, 1);
    private static final byte[] OLD = program(2500, 2);

    Stm32(Stm32Chip chip, MonotonicClock clock) {
      super(new Stm32Emulator(chip), clock, IMAGE, OLD);
      part.flash().preset(0, OLD);
    }

    private static byte[] program(int size, int seed) {
      byte[] program = random(size, seed);
      ByteBuffer.wrap(program)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(0x2000_5000)
          .putInt(0x800_0101);
      return program;
    }

    @Override
    void reset() {
      try {
        part.resetPin().set(Level.LOW);
        part.resetPin().set(Level.HIGH);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    BootControl boot() {
      return BootControl.gpio(part.boot0Pin(), part.resetPin(), clock);
    }

    @Override
    void flash(SerialLink link, BootControl boot) throws IOException {
      new Stm32Flasher(link, boot, clock)
          .flash(FirmwareImage.parse(IMAGE, 0x0800_0000), FlashListener.NONE);
    }

    @Override
    byte[] read(int length) {
      return part.flash().read(0, length);
    }

    @Override
    int refusal() {
      return 0x1f;
    }

    @Override
    Parity parity() {
      return Parity.EVEN;
    }
  }

  private static final class Avr extends Programmed<AvrEmulator> {
    private static final byte[] IMAGE = program(500, 1);
    private static final byte[] OLD = program(1000, 2);

    Avr(MonotonicClock clock) {
      super(new AvrEmulator(AvrChip.ATMEGA328P), clock, IMAGE, OLD);
      part.preset(0, OLD);
    }

    private static byte[] program(int size, int seed) {
      byte[] program = random(size, seed);
      program[0] = 0x0c;
      program[1] = (byte) 0x94;
      return program;
    }

    @Override
    void reset() {
      part.reset();
    }

    @Override
    BootControl boot() {
      return BootControl.resetPin(part.resetPin(), clock);
    }

    @Override
    void flash(SerialLink link, BootControl boot) throws IOException {
      new AvrFlasher(link, boot, clock).flash(FirmwareImage.parse(IMAGE, 0), FlashListener.NONE);
    }

    @Override
    byte[] read(int length) {
      return part.flash(0, length);
    }
  }

  private static final class Xmodem extends SweptPart<XmodemEmulator> {
    private static final byte[] FILE = random(700, 1);

    Xmodem(MonotonicClock clock) {
      super(new XmodemEmulator(), clock);
    }

    @Override
    void reset() {
      part.reset();
    }

    @Override
    BootControl boot() {
      return BootControl.resetPin(part.resetPin(), clock);
    }

    @Override
    void flash(SerialLink link, BootControl boot) throws IOException {
      new XmodemFlasher(link, boot, clock)
          .withMenu(XmodemMenu.GECKO)
          .flash(FirmwareImage.raw(FILE, 0), FlashListener.NONE);
    }

    @Override
    boolean holdsImage() {
      byte[] stored = part.stored();
      return stored.length == 768 && Arrays.equals(Arrays.copyOf(stored, FILE.length), FILE);
    }
  }

  private static final class Esp32 extends SweptPart<Esp32Emulator> {
    private static final int ADDRESS = 0x10000;
    private static final byte[] IMAGE = program();

    Esp32(MonotonicClock clock) {
      super(new Esp32Emulator(1 << 20), clock);
    }

    private static byte[] program() {
      byte[] program = random(1200, 3);
      byte[] header = new byte[24];
      header[0] = (byte) 0xe9;
      header[1] = 5;
      System.arraycopy(header, 0, program, 0, header.length);
      return program;
    }

    @Override
    void reset() {
      part.reset();
    }

    @Override
    BootControl boot() {
      return new Esp32Loader(part);
    }

    @Override
    void flash(SerialLink link, BootControl boot) throws IOException {
      new Esp32Flasher(link, boot, clock, ADDRESS, 1 << 20)
          .flash(FirmwareImage.parse(IMAGE, ADDRESS), FlashListener.NONE);
    }

    @Override
    boolean holdsImage() {
      return Arrays.equals(part.flash(ADDRESS, IMAGE.length), IMAGE);
    }

    /** A frame that ends too early. */
    @Override
    int refusal() {
      return 0xc0;
    }
  }

  /** Resets into the loader. */
  private record Esp32Loader(Esp32Emulator part) implements BootControl {
    @Override
    public void enterBootLoader() {
      part.reset();
    }

    @Override
    public void runProgram() {}

    @Override
    public boolean canReset() {
      return true;
    }

    @Override
    public void close() {}
  }
}
