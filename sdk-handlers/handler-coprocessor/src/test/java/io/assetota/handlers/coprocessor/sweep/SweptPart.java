package io.assetota.handlers.coprocessor.sweep;

import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.SerialPart;
import java.io.IOException;

/**
 * A part with its previous program, and the new one for it.
 *
 * @param <P> its emulator
 */
abstract class SweptPart<P extends SerialPart> {
  final P part;
  final MonotonicClock clock;

  SweptPart(P part, MonotonicClock clock) {
    this.part = part;
    this.clock = clock;
  }

  /** How a part is made: each fault meets a new one. */
  interface Maker {
    SweptPart<?> make(MonotonicClock clock) throws IOException;
  }

  /** Brings the part into its boot loader, as somebody with a hand at the button would. */
  abstract void reset();

  /** Resets the part on behalf of the flasher. */
  abstract BootControl boot();

  abstract void flash(SerialLink link, BootControl boot) throws IOException;

  /** True if the part holds all of the new program. */
  abstract boolean holdsImage();

  /** True if the part would start something that is neither the old nor the new program. */
  boolean startsMix() {
    return false;
  }

  /** The byte by which the part refuses things. */
  int refusal() {
    return 0x15;
  }

  Parity parity() {
    return Parity.NONE;
  }
}
