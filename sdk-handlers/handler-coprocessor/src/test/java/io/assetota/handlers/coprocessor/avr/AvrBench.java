package io.assetota.handlers.coprocessor.avr;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.VirtualClock;
import io.assetota.handlers.testkit.avr.AvrChip;
import io.assetota.handlers.testkit.avr.AvrEmulator;
import java.io.IOException;
import java.util.Random;

/** A flasher, a line and an emulated AVR, in virtual time. */
final class AvrBench {
  final VirtualClock clock = new VirtualClock();
  final AvrEmulator part;
  final EmulatedSerialLink link;

  AvrBench(AvrChip chip) {
    this.part = new AvrEmulator(chip);
    this.link = new EmulatedSerialLink(part, new SerialSettings(115_200, Parity.NONE), clock);
  }

  BootControl reset() {
    return BootControl.resetPin(part.resetPin(), clock);
  }

  AvrFlasher flasher(BootControl boot) {
    return new AvrFlasher(link, boot, clock);
  }

  FlashResult flash(byte[] image) throws IOException {
    return flasher(reset()).flash(raw(image), FlashListener.NONE);
  }

  static FirmwareImage raw(byte[] image) throws IOException {
    return FirmwareImage.parse(image, 0);
  }

  /** A program, by the jump that it begins with. */
  static byte[] image(int size, long seed) {
    byte[] image = new byte[size];
    new Random(seed).nextBytes(image);
    image[0] = 0x0c;
    image[1] = (byte) 0x94;
    return image;
  }
}
