package io.assetota.handlers.io;

import java.io.IOException;

/**
 * One digital output: a reset line, a boot pin, a backlight.
 *
 * <p>Levels are those of the wire; whether high means "on" depends on the part behind it. A pin
 * belongs to the code that opened it. Not safe for use by several threads.
 */
public interface OutputPin extends AutoCloseable {
  /**
   * Drives the pin.
   *
   * @param level high or low
   * @throws IOException if the pin can't be driven, or is closed
   */
  void set(Level level) throws IOException;

  /**
   * Returns the level that the pin is driven to.
   *
   * @return high or low; after {@link #close()} the level that it was left at
   */
  Level level();

  /**
   * Returns whether the pin is driven high.
   *
   * @return true for high
   */
  default boolean isHigh() {
    return level() == Level.HIGH;
  }

  /**
   * Returns the same pin seen through an inverter: for a transistor or gate between it and the
   * part.
   *
   * @return a pin that is high when this one is low; closing it closes this one
   */
  default OutputPin inverted() {
    return new InvertedPin(this);
  }

  /**
   * Gives the pin back. It keeps its level where the hardware can do that; otherwise it takes the
   * level that was given as its safe one when it was opened. May be called twice.
   *
   * @throws IOException if the pin can't be given back
   */
  @Override
  void close() throws IOException;
}
