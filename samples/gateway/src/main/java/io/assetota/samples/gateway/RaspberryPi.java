package io.assetota.samples.gateway;

import com.google.common.io.Closer;
import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import io.assetota.handlers.display.panel.AtClose;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.Pi4jOutputPin;
import io.assetota.handlers.io.Pi4jSpiLink;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.io.SpiLink;
import io.assetota.handlers.sound.SoundSink;
import java.io.IOException;

/** A Raspberry Pi, wired as the README of this sample says. Pins are in Broadcom's counting. */
final class RaspberryPi {
  private static final String SERIAL_PORT = "/dev/serial0";
  private static final int BAUD = 115_200;
  private static final int STM32_BOOT0 = 17;
  private static final int STM32_RESET = 27;
  private static final int SPI_HERTZ = 32_000_000;
  private static final int PANEL_DC = 25;
  private static final int PANEL_RESET = 24;
  private static final int PANEL_LIGHT = 18;

  private final Context pi = Pi4J.newAutoContext();
  private final Closer parts = Closer.create();

  private RaspberryPi() {
    parts.register(pi::shutdown);
  }

  /** Takes its parts into use. */
  static Board open() throws IOException {
    RaspberryPi board = new RaspberryPi();
    try {
      SoundSink sound = SoundSink.systemDefault();
      board.parts.register(sound::close);
      // Panel and loudspeaker speak for themselves: nothing is to be shown.
      return new Board(board.coprocessor(), board.display(), sound, () -> {}, board.parts);
    } catch (IOException | RuntimeException e) {
      board.parts.close();
      throw e;
    }
  }

  private Stm32Flasher coprocessor() throws IOException {
    // The boot loader of the STM32 wants even parity.
    SerialLink link = SerialLink.open(SERIAL_PORT, new SerialSettings(BAUD, Parity.EVEN));
    parts.register(link::close);
    BootControl boot = BootControl.gpio(pin(STM32_BOOT0, Level.LOW), pin(STM32_RESET, Level.HIGH));
    parts.register(boot::close);
    return new Stm32Flasher(link, boot);
  }

  private DisplayDriver display() throws IOException {
    SpiLink spi = Pi4jSpiLink.open(pi, 0, 0, SPI_HERTZ);
    parts.register(spi::close);
    DisplayDriver driver =
        DisplayDriver.builder(Panel.named("ili9341"), spi, pin(PANEL_DC, Level.LOW))
            .reset(pin(PANEL_RESET, Level.HIGH))
            .backlight(pin(PANEL_LIGHT, Level.HIGH))
            .rotation(Rotation.ofDegrees(90))
            .atClose(AtClose.KEEP)
            .open();
    parts.register(driver::close);
    return driver;
  }

  private OutputPin pin(int number, Level idle) throws IOException {
    OutputPin pin = Pi4jOutputPin.open(pi, number, idle);
    parts.register(pin::close);
    return pin;
  }
}
