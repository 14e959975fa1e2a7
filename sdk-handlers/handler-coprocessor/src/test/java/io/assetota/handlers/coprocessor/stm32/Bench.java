package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.VirtualClock;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import io.assetota.handlers.testkit.stm32.Stm32Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** A flasher, a line and an emulated part, in virtual time. */
public final class Bench {
  final VirtualClock clock = new VirtualClock();
  final Stm32Emulator part;
  final EmulatedSerialLink link;

  Bench(Stm32Chip chip) {
    this(new Stm32Emulator(chip));
  }

  Bench(Stm32Chip chip, Stm32Fault fault) {
    this(new Stm32Emulator(chip, fault));
  }

  private Bench(Stm32Emulator part) {
    this.part = part;
    this.link = new EmulatedSerialLink(part, new SerialSettings(115_200, Parity.EVEN), clock);
  }

  BootControl pins() {
    return BootControl.gpio(part.boot0Pin(), part.resetPin(), clock);
  }

  Stm32Flasher flasher(BootControl boot) {
    return new Stm32Flasher(link, boot, clock);
  }

  FlashResult flash(byte[] image) throws IOException {
    return flasher(pins()).flash(raw(image), FlashListener.NONE);
  }

  byte[] flashContent(int length) {
    return part.flash().read(0, length);
  }

  static FirmwareImage raw(byte[] image) throws IOException {
    return FirmwareImage.parse(image, Stm32Device.FLASH_START);
  }

  FlashResult massErase(byte[] image) throws IOException {
    return flasher(pins())
        .allowing(Stm32Permission.MASS_ERASE)
        .flash(raw(image), FlashListener.NONE);
  }

  /** A program, by its vector table, of which every third block of 256 bytes is blank. */
  public static byte[] image(int size, long seed) {
    byte[] image = new byte[size];
    new Random(seed).nextBytes(image);
    ByteBuffer.wrap(image)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x2000_5000)
        .putInt(0x0800_0101 + (int) seed * 2);
    for (int at = 512; at < size; at += 768) {
      Arrays.fill(image, at, Math.min(size, at + 256), (byte) 0xff);
    }
    return image;
  }
}
