package io.assetota.samples.stm32ota;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.Pi4jOutputPin;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The STM32 on the board, or an emulated one. */
final class Coprocessor implements AutoCloseable {
  private final SerialLink link;
  private final BootControl boot;
  private final @Nullable Context pi;

  private Coprocessor(SerialLink link, BootControl boot, @Nullable Context pi) {
    this.link = link;
    this.boot = boot;
    this.pi = pi;
  }

  static Coprocessor open(Options options) throws IOException {
    // The boot loader of the STM32 wants even parity.
    SerialSettings settings = new SerialSettings(options.baud(), Parity.EVEN);
    String port = options.port();
    if (port == null) {
      Stm32Emulator part = new Stm32Emulator(Stm32Chip.f103());
      return new Coprocessor(
          new EmulatedSerialLink(part, settings, MonotonicClock.system()),
          BootControl.gpio(part.boot0Pin(), part.resetPin()),
          null);
    }
    SerialLink link = SerialLink.open(port, settings);
    try {
      if (options.boot0Pin() == Options.NO_PIN) {
        return new Coprocessor(link, BootControl.controlLines(link), null);
      }
      // Needs one of Pi4J's plugins on the module path, for example pi4j-plugin-gpiod.
      Context pi = Pi4J.newAutoContext();
      BootControl boot =
          BootControl.gpio(
              Pi4jOutputPin.open(pi, options.boot0Pin(), Level.LOW),
              Pi4jOutputPin.open(pi, options.resetPin(), Level.HIGH));
      return new Coprocessor(link, boot, pi);
    } catch (IOException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  Stm32Flasher flasher() {
    return new Stm32Flasher(link, boot);
  }

  /** The pins first: whatever happened, the part runs its program. */
  @Override
  public void close() throws IOException {
    try {
      boot.close();
    } finally {
      link.close();
      if (pi != null) {
        pi.shutdown();
      }
    }
  }
}
