package io.assetota.samples.gateway;

import com.google.common.io.Closer;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.sound.SoundSink;
import io.assetota.handlers.sound.WavFileSink;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway on a desk without any parts: what the panel shows and what is heard goes to files. */
final class EmulatedBoard {
  private static final Logger log = LoggerFactory.getLogger(EmulatedBoard.class);
  private static final String PANEL = "ili9341";
  private static final int BAUD = 115_200;

  private EmulatedBoard() {}

  /**
   * Switches it on.
   *
   * @param folder where {@code panel.png} and {@code heard.wav} go
   */
  static Board open(Path folder) throws IOException {
    Closer parts = Closer.create();
    PanelEmulator panel = PanelEmulator.named(PANEL);
    DisplayDriver display =
        DisplayDriver.builder(Panel.named(PANEL), panel.spi(), panel.dc())
            .reset(panel.reset())
            .backlight(panel.backlight())
            .clock(panel.clock())
            .rotation(Rotation.ofDegrees(90))
            .open();
    parts.register(display::close);
    SoundSink sound = new WavFileSink(folder.resolve("heard.wav"));
    parts.register(sound::close);
    return new Board(
        coprocessor(parts), display, sound, () -> show(panel, folder.resolve("panel.png")), parts);
  }

  private static Stm32Flasher coprocessor(Closer parts) {
    Stm32Emulator stm32 = new Stm32Emulator(Stm32Chip.f103());
    EmulatedSerialLink link =
        new EmulatedSerialLink(
            stm32, new SerialSettings(BAUD, Parity.EVEN), MonotonicClock.system());
    parts.register(link::close);
    BootControl boot = BootControl.gpio(stm32.boot0Pin(), stm32.resetPin());
    parts.register(boot::close);
    return new Stm32Flasher(link, boot);
  }

  private static void show(PanelEmulator panel, Path picture) throws IOException {
    try (OutputStream png = Files.newOutputStream(picture)) {
      panel.writePng(png, 1);
    }
    log.info("No hardware: what the panel shows is in {}", picture);
  }
}
