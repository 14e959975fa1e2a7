package io.assetota.samples.gateway;

import com.google.common.io.Closer;
import io.assetota.handlers.coprocessor.BootControl;
import io.assetota.handlers.coprocessor.Stm32Flasher;
import io.assetota.handlers.display.DisplayDriver;
import io.assetota.handlers.display.Panel;
import io.assetota.handlers.display.Rotation;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.sound.SoundSink;
import io.assetota.handlers.sound.WavFileSink;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.PanelEmulator;
import io.assetota.handlers.testkit.Stm32Chip;
import io.assetota.handlers.testkit.Stm32Emulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway on a desk without any parts: what the panel shows and what is heard goes to files. */
final class EmulatedBoard implements Board {
  private static final Logger log = LoggerFactory.getLogger(EmulatedBoard.class);
  private static final String PANEL = "ili9341";
  private static final int BAUD = 115_200;

  private final Closer parts = Closer.create();
  private final Path picture;
  private final PanelEmulator panel = PanelEmulator.named(PANEL);
  private final Stm32Emulator stm32 = new Stm32Emulator(Stm32Chip.f103());
  private final DisplayDriver display;
  private final Stm32Flasher coprocessor;
  private final SoundSink sound;

  /**
   * Switches it on.
   *
   * @param folder where {@code panel.png} and {@code heard.wav} go
   */
  EmulatedBoard(Path folder) throws IOException {
    this.picture = folder.resolve("panel.png");
    this.display =
        DisplayDriver.builder(Panel.named(PANEL), panel.spi(), panel.dc())
            .reset(panel.reset())
            .backlight(panel.backlight())
            .clock(panel.clock())
            .rotation(Rotation.ofDegrees(90))
            .open();
    parts.register(display::close);
    this.sound = new WavFileSink(folder.resolve("heard.wav"));
    parts.register(sound::close);
    EmulatedSerialLink link =
        new EmulatedSerialLink(
            stm32, new SerialSettings(BAUD, Parity.EVEN), MonotonicClock.system());
    parts.register(link::close);
    BootControl boot = BootControl.gpio(stm32.boot0Pin(), stm32.resetPin());
    parts.register(boot::close);
    this.coprocessor = new Stm32Flasher(link, boot);
  }

  @Override
  public Stm32Flasher coprocessor() {
    return coprocessor;
  }

  @Override
  public DisplayDriver display() {
    return display;
  }

  @Override
  public SoundSink sound() {
    return sound;
  }

  @Override
  public void settled() throws IOException {
    try (OutputStream png = Files.newOutputStream(picture)) {
      panel.writePng(png, 1);
    }
    log.info("No hardware: what the panel shows is in {}", picture);
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }
}
