package io.assetota.handlers.testkit;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.SerialSettings;
import java.util.Set;

/**
 * An emulated part at the far end of a serial line. It receives every byte at the moment at which
 * its last bit arrives, and answers with bytes that leave at a moment of its choice; the line
 * between adds its own time.
 *
 * <p>Called by one thread at a time.
 */
public interface SerialPart {
  /**
   * A byte arrived.
   *
   * @param value 0 to 255
   * @param nanos when, on the clock of the line
   * @param line where answers go
   */
  void receive(int value, long nanos, Line line);

  /**
   * The other end changed speed or parity. A pseudo-terminal can't tell that.
   *
   * @param settings what the other end uses now
   */
  default void settingsChanged(SerialSettings settings) {}

  /**
   * The other end changed its control lines.
   *
   * @param asserted the lines that are asserted now
   */
  default void controlLinesChanged(Set<ControlLine> asserted) {}

  /** The line as the part sees it. */
  interface Line {
    /**
     * Sends bytes, after those that were sent before.
     *
     * @param bytes the bytes
     * @param nanos when the first may start to leave
     */
    void send(byte[] bytes, long nanos);

    /** Forgets what was to be sent and has not left yet: the part was reset. */
    void fallSilent();

    /** Takes the line away from the other end, as if its converter was unplugged. */
    void unplug();
  }
}
