package io.assetota.handlers.display.panel;

import io.assetota.handlers.display.picture.Region;
import java.io.IOException;

/**
 * The controller's frame memory and its power states. Pixels come as RGB565, high byte first,
 * through {@link #buffer()}: the one buffer between a picture and the bus.
 */
interface PanelMemory {
  /** Brings a controller that was just reset to "running, memory unknown, picture off". */
  void start(Rotation rotation) throws IOException;

  /** Begins a region, whose pixels follow line by line. */
  void begin(Rotation rotation, Region region) throws IOException;

  /** The transfer buffer; an even number of bytes. */
  byte[] buffer();

  /** Takes the first pixels of the buffer. */
  void write(int pixels) throws IOException;

  /** Ends the region. */
  void end() throws IOException;

  /** Shows the memory, or nothing. */
  void show(boolean on) throws IOException;

  /** Enters or leaves the controller's sleep. */
  void sleep(boolean asleep) throws IOException;
}
