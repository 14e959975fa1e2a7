package io.assetota.handlers.io;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import io.assetota.core.model.AssetException;
import java.io.IOException;

/**
 * The board's pins and buses by Pi4J, for programs that don't use Pi4J themselves. Those that do
 * hand their context to {@link Pi4jSpiLink} and {@link Pi4jOutputPin}.
 *
 * <p>Needs {@code pi4j-core} and a plugin with the providers at run time, for example {@code
 * pi4j-plugin-linuxfs}. Not safe for use by several threads.
 */
public final class Pi4jBoard implements AutoCloseable {
  private final Context context;
  private boolean closed;

  private Pi4jBoard(Context context) {
    this.context = context;
  }

  /**
   * Starts Pi4J with all plugins that it finds.
   *
   * @return the board, which the caller closes after its pins and buses
   * @throws IOException if Pi4J is not there, or does not start
   */
  public static Pi4jBoard open() throws IOException {
    try {
      return new Pi4jBoard(Pi4J.newAutoContext());
    } catch (NoClassDefFoundError e) {
      throw new AssetException(
          "Pi4J is not there: put com.pi4j:pi4j-core and com.pi4j:pi4j-plugin-linuxfs on the class"
              + " path",
          e);
    } catch (RuntimeException e) {
      throw new AssetException("Pi4J does not start: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a bus; see {@link Pi4jSpiLink#open}.
   *
   * @param bus the number of the bus
   * @param chipSelect which part on it
   * @param hertz the clock, 1000 or more
   * @return the link
   * @throws IOException if Pi4J can't give it
   */
  public SpiLink spi(int bus, int chipSelect, int hertz) throws IOException {
    return Pi4jSpiLink.open(context, bus, chipSelect, hertz);
  }

  /**
   * Opens a pin; see {@link Pi4jOutputPin#open}.
   *
   * @param bcm the number of the pin in Broadcom's counting
   * @param idle the level at which the part behind it is safe
   * @return the pin
   * @throws IOException if Pi4J can't give it
   */
  public OutputPin output(int bcm, Level idle) throws IOException {
    return Pi4jOutputPin.open(context, bcm, idle);
  }

  /** Stops Pi4J. May be called twice. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        context.shutdown();
      } catch (RuntimeException e) {
        throw new AssetException("Pi4J does not stop: " + e.getMessage(), e);
      }
    }
  }
}
