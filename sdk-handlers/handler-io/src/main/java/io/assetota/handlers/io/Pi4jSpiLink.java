package io.assetota.handlers.io;

import com.pi4j.context.Context;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiMode;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An SPI bus by Pi4J. Uses only what Pi4J 2.8 (Java 17) and Pi4J 4 (Java 25) both have.
 *
 * <p>The part limits the clock: panels with ILI9341 are specified for 10 MHz writes (data sheet
 * 18.3.4) and usually take 32 to 40 MHz; ST7789 62 MHz, ST7735R 15 MHz, SSD1306 10 MHz and SH1106 4
 * MHz.
 */
public final class Pi4jSpiLink implements SpiLink {
  /** What Linux's spidev takes at once, unless its parameter {@code bufsiz} says otherwise. */
  public static final int DEFAULT_TRANSFER_LIMIT = 4096;

  private final @Nullable Context owner;
  private final Spi spi;
  private final int transferLimit;
  private boolean closed;

  private Pi4jSpiLink(@Nullable Context owner, Spi spi, int transferLimit) {
    if (transferLimit < 1) {
      throw new IllegalArgumentException("a transfer has at least one byte: " + transferLimit);
    }
    this.owner = owner;
    this.spi = spi;
    this.transferLimit = transferLimit;
  }

  /**
   * Opens a bus in mode 0, highest bit first, as panels want it.
   *
   * @param context Pi4J's context, which stays open
   * @param bus the number of the bus: 0 for {@code /dev/spidev0.*}
   * @param chipSelect which part on it: 0 for {@code CE0}
   * @param hertz the clock, 1000 or more
   * @return the link
   * @throws IOException if Pi4J can't give it, with what to look at
   */
  public static SpiLink open(Context context, int bus, int chipSelect, int hertz)
      throws IOException {
    if (hertz < 1000) {
      throw new IllegalArgumentException("a clock has 1000 Hz or more: " + hertz);
    }
    try {
      Spi spi =
          context.create(
              Spi.newConfigBuilder(context)
                  .id("asset-ota-spi-" + bus + "-" + chipSelect)
                  .bus(bus)
                  .channel(chipSelect)
                  .baud(hertz)
                  .mode(SpiMode.MODE_0)
                  .build());
      return new Pi4jSpiLink(context, spi, DEFAULT_TRANSFER_LIMIT);
    } catch (RuntimeException e) {
      throw new AssetException(
          "SPI "
              + bus
              + "."
              + chipSelect
              + " can't be opened: "
              + e.getMessage()
              + "; is SPI switched on (dtparam=spi=on), and may this user use it (group spi)?",
          e);
    }
  }

  /**
   * Uses a bus that the application made with Pi4J. Closing this leaves it to the application.
   *
   * @param spi the bus
   * @param transferLimit the most bytes that it takes at once, 1 or more
   * @return the link
   */
  public static SpiLink of(Spi spi, int transferLimit) {
    return new Pi4jSpiLink(null, spi, transferLimit);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, data.length);
    if (closed) {
      throw new AssetException("SPI " + spi.id() + " is closed");
    }
    for (int done = 0; done < length; ) {
      int count = Math.min(transferLimit, length - done);
      int sent;
      try {
        sent = spi.write(data, offset + done, count);
      } catch (RuntimeException e) {
        throw new AssetException("SPI " + spi.id() + " failed: " + e.getMessage(), e);
      }
      if (sent < count) {
        throw new AssetException(
            "SPI " + spi.id() + " took " + sent + " of " + count + " bytes at " + done);
      }
      done += count;
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (owner != null) {
      try {
        owner.shutdown(spi.id());
      } catch (RuntimeException e) {
        throw new AssetException("SPI " + spi.id() + " can't be given back: " + e.getMessage(), e);
      }
    }
  }
}
