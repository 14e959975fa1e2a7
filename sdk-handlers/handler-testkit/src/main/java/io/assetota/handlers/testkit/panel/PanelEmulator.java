package io.assetota.handlers.testkit.panel;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SpiLink;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/**
 * A panel for tests and samples without hardware: speaks the bytes of the real controller behind
 * the same ports, and shows what would be on the glass.
 *
 * <p>What a real controller would not accept is written down in {@link #complaints()}: pixels
 * outside the window or before the start, a window outside the memory, a wrong number of
 * parameters, a command too soon after reset or sleep, or while reset is held. The state is kept
 * nevertheless, so that the picture can be looked at.
 *
 * <pre>{@code
 * PanelEmulator panel = PanelEmulator.named("ili9341");
 * try (DisplayDriver display =
 *     DisplayDriver.builder(Panel.named("ili9341"), panel.spi(), panel.dc())
 *         .reset(panel.reset())
 *         .clock(panel.clock())
 *         .open()) {
 *   display.fill(0xff0000);
 *   assertThat(panel.colour(0, 0)).isEqualTo(0xffff0000);
 *   assertThat(panel.complaints()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Time is what was slept by {@link #clock()}, so tests need not wait, plus the time that really
 * goes by. Safe for use by several threads.
 */
public final class PanelEmulator {
  /** What a default Linux spidev takes at once. */
  public static final int TRANSFER_LIMIT = 4096;

  private final EmulatedPanel panel;
  private final Complaints complaints;
  private final PanelController controller;
  private final PanelPin dc = new PanelPin("D/C", Level.LOW, this::dataOrCommand);
  private final PanelPin reset = new PanelPin("reset", Level.HIGH, this::resetController);
  private final PanelPin backlight = new PanelPin("backlight", Level.HIGH, () -> {});
  private final Bus bus = new Bus();
  private final PanelClock clock = new PanelClock();
  private long bytes;
  private long transfers;
  private long pinChanges;

  /**
   * Makes a panel that was just powered on.
   *
   * @param panel how it is built
   */
  public PanelEmulator(EmulatedPanel panel) {
    this.panel = panel;
    this.complaints = new Complaints(() -> clock.nanoTime() / 1_000_000);
    this.controller =
        panel.chip().isMonochrome()
            ? new PageController(panel, complaints)
            : new DcsController(panel, complaints);
  }

  /**
   * Makes one of the panels that handler-display ships.
   *
   * @param name its name, for example {@code ili9341}
   * @return a panel that was just powered on
   * @throws IllegalArgumentException if there is none of that name
   */
  public static PanelEmulator named(String name) {
    return new PanelEmulator(EmulatedPanel.named(name));
  }

  /**
   * Returns how the panel is built.
   *
   * @return its data
   */
  public EmulatedPanel panel() {
    return panel;
  }

  /**
   * Returns the bus to the panel.
   *
   * @return a link that splits at {@link #TRANSFER_LIMIT}, as the real one does
   */
  public SpiLink spi() {
    return bus;
  }

  /**
   * Returns the data/command pin.
   *
   * @return low for commands
   */
  public OutputPin dc() {
    return dc;
  }

  /**
   * Returns the reset pin; high at first, as the pull-up of the module makes it.
   *
   * @return low to reset
   */
  public OutputPin reset() {
    return reset;
  }

  /**
   * Returns the backlight pin; high at first, as the pull-up of the module makes it.
   *
   * @return high for light
   */
  public OutputPin backlight() {
    return backlight;
  }

  /**
   * Returns the panel's clock. Whoever sleeps by it need not wait.
   *
   * @return a clock to hand to the driver
   */
  public MonotonicClock clock() {
    return clock;
  }

  /**
   * Returns the colour that is seen.
   *
   * @param x from the left edge of the upright module
   * @param y from its upper edge
   * @return {@code 0xFFRRGGBB}; black while the panel is off, asleep or without light
   */
  public synchronized int colour(int x, int y) {
    Objects.checkIndex(x, panel.width());
    Objects.checkIndex(y, panel.height());
    return isDark() ? 0xff000000 : controller.colour(x, y);
  }

  /**
   * Returns all colours that are seen.
   *
   * @return rows of the upright module from top to bottom, as {@code 0xFFRRGGBB}
   */
  public synchronized int[] picture() {
    int[] argb = new int[panel.width() * panel.height()];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = colour(i % panel.width(), i / panel.width());
    }
    return argb;
  }

  /**
   * Writes what is seen as PNG.
   *
   * @param out takes the PNG; the caller closes it
   * @param zoom how many pixels of the PNG each pixel of the panel is wide and high, 1 or more
   * @throws IOException if writing fails
   */
  public void writePng(OutputStream out, int zoom) throws IOException {
    int width = panel.width() * zoom;
    int height = panel.height() * zoom;
    int[] seen = picture();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, seen[y / zoom * panel.width() + x / zoom]);
      }
    }
    ImageIO.write(image, "png", out);
  }

  /**
   * Returns whether nothing can be seen.
   *
   * @return true while the picture is off, the controller sleeps, or the backlight is off
   */
  public synchronized boolean isDark() {
    return !controller.isShowing() || !backlight.isHigh();
  }

  /**
   * Returns whether the controller sleeps.
   *
   * @return true before the start and after it was sent to sleep
   */
  public synchronized boolean isAsleep() {
    return controller.isAsleep();
  }

  /**
   * Returns what a real controller would not have accepted.
   *
   * @return at most the first hundred complaints; empty if all was well
   */
  public synchronized List<String> complaints() {
    return complaints.texts();
  }

  /**
   * Returns how many bytes were sent, commands and data, since the last {@link #clearCounts()}.
   *
   * @return bytes
   */
  public synchronized long bytes() {
    return bytes;
  }

  /**
   * Returns how many transfers the bus made of them.
   *
   * @return transfers of at most {@link #TRANSFER_LIMIT} bytes
   */
  public synchronized long transfers() {
    return transfers;
  }

  /**
   * Returns how often the D/C pin changed its level.
   *
   * @return changes
   */
  public synchronized long pinChanges() {
    return pinChanges;
  }

  /** Begins to count anew. */
  public synchronized void clearCounts() {
    bytes = 0;
    transfers = 0;
    pinChanges = 0;
  }

  private synchronized void dataOrCommand() {
    pinChanges++;
  }

  /** At both edges: the pause before the first command begins with the second. */
  private synchronized void resetController() {
    controller.reset();
  }

  private final class Bus implements SpiLink {
    private boolean closed;

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, data.length);
      synchronized (PanelEmulator.this) {
        if (closed) {
          throw new IOException("the emulated SPI link is closed");
        }
        if (!reset.isHigh()) {
          complaints.add("%d bytes while reset is low", length);
        }
        bytes += length;
        transfers += (length + TRANSFER_LIMIT - 1) / TRANSFER_LIMIT;
        if (reset.isHigh()) {
          if (dc.isHigh()) {
            controller.data(data, offset, length);
          } else {
            controller.commands(data, offset, length);
          }
        }
      }
    }

    @Override
    public void close() {
      synchronized (PanelEmulator.this) {
        closed = true;
      }
    }
  }
}
