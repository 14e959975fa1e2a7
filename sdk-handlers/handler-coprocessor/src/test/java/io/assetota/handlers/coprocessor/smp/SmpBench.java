package io.assetota.handlers.coprocessor.smp;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.VirtualClock;
import io.assetota.handlers.testkit.smp.SmpEmulator;
import io.assetota.handlers.testkit.smp.SmpTraits;
import java.io.IOException;
import java.util.Arrays;

/** A flasher, a line and an emulated part with MCUboot, in virtual time. */
final class SmpBench {
  final VirtualClock clock = new VirtualClock();
  final SmpEmulator part;
  final EmulatedSerialLink link;

  SmpBench() {
    this(SmpTraits.USUAL);
  }

  SmpBench(SmpTraits traits) {
    this(SignedImages.OLD, traits);
  }

  SmpBench(byte[] primary, SmpTraits traits) {
    this.part = new SmpEmulator(primary, traits);
    this.link = new EmulatedSerialLink(part, new SerialSettings(115_200, Parity.NONE), clock);
  }

  SmpFlasher flasher() {
    return new SmpFlasher(link, BootControl.none(), clock);
  }

  FlashResult flash(SmpFlasher flasher) throws IOException {
    return flash(flasher, SignedImages.NEW);
  }

  FlashResult flash(SmpFlasher flasher, byte[] image) throws IOException {
    return flasher.flash(FirmwareImage.parse(image, 0), FlashListener.NONE);
  }

  boolean primaryHolds(byte[] image) {
    return Arrays.equals(part.slot(0, image.length), image);
  }
}
