package io.assetota.samples.gateway;

import com.google.common.io.Closer;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.sound.SoundSink;
import java.io.Closeable;
import java.io.IOException;

/**
 * The parts that this gateway has.
 *
 * @param coprocessor the STM32 behind the serial line
 * @param display the panel behind SPI
 * @param sound the loudspeaker
 * @param whenSettled runs when all assets are where they belong
 * @param parts all that has to be closed
 */
record Board(
    Stm32Flasher coprocessor,
    DisplayDriver display,
    SoundSink sound,
    Step whenSettled,
    Closer parts)
    implements Closeable {
  /** What may fail. */
  interface Step {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    parts.close();
  }
}
