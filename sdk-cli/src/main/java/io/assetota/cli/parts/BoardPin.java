package io.assetota.cli.parts;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.Pi4jBoard;
import java.io.IOException;

/**
 * A pin of this board, as an option names it: a number, with ! before that of an inverted pin.
 *
 * @param number the GPIO
 * @param inverted whether a transistor is between the pin and the part
 */
record BoardPin(int number, boolean inverted) {
  /** What {@link #parse} takes. */
  static final String PATTERN = "!?\\d{1,3}";

  static BoardPin parse(String text) {
    boolean inverted = text.startsWith("!");
    return new BoardPin(Integer.parseInt(inverted ? text.substring(1) : text), inverted);
  }

  /**
   * Opens the pin.
   *
   * @param atPart the level that the part sees first
   */
  OutputPin open(Pi4jBoard board, Level atPart) throws IOException {
    if (!inverted) {
      return board.output(number, atPart);
    }
    return board.output(number, atPart == Level.HIGH ? Level.LOW : Level.HIGH).inverted();
  }
}
