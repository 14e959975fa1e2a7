package io.assetota.handlers.coprocessor.sweep;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.smp.SignedImages;
import io.assetota.handlers.coprocessor.smp.SmpFlasher;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.testkit.smp.SmpEmulator;
import java.io.IOException;
import java.util.Arrays;

/** A part with MCUboot that runs version 1.0.0, or is in serial recovery. */
final class SmpPartWithMcuboot extends SweptPart<SmpEmulator> {
  private static final byte[] NEW = SignedImages.NEW;

  private final boolean recovers;

  SmpPartWithMcuboot(MonotonicClock clock, boolean recovers) {
    super(new SmpEmulator(SignedImages.OLD), clock);
    this.recovers = recovers;
    if (recovers) {
      part.enterRecovery();
    }
  }

  /** What a watchdog does. */
  @Override
  void reset() {
    if (recovers) {
      part.enterRecovery();
    } else {
      part.reset();
    }
  }

  @Override
  BootControl boot() {
    return recovers ? BootControl.gpio(part.bootPin(), part.resetPin(), clock) : BootControl.none();
  }

  @Override
  void flash(SerialLink link, BootControl boot) throws IOException {
    new SmpFlasher(link, boot, clock).flash(FirmwareImage.parse(NEW, 0), FlashListener.NONE);
  }

  /** Whole, started, and not on test any more. */
  @Override
  boolean holdsImage() {
    part.reset();
    return Arrays.equals(part.slot(0, NEW.length), NEW)
        && part.runningVersion().filter("1.2.3.4"::equals).isPresent();
  }

  /** The line end, in the middle of a line. */
  @Override
  int refusal() {
    return '\n';
  }
}
