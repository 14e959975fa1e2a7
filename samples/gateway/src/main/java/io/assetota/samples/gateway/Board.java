package io.assetota.samples.gateway;

import io.assetota.handlers.coprocessor.Stm32Flasher;
import io.assetota.handlers.display.DisplayDriver;
import io.assetota.handlers.sound.SoundSink;
import java.io.IOException;

/** The parts that this gateway has. */
interface Board extends AutoCloseable {
  /** The STM32 behind the serial line. */
  Stm32Flasher coprocessor();

  /** The panel behind SPI. */
  DisplayDriver display();

  /** The loudspeaker. */
  SoundSink sound();

  /** Called when all assets are where they belong. */
  void settled() throws IOException;

  @Override
  void close() throws IOException;
}
