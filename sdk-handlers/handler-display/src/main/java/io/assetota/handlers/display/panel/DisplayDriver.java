package io.assetota.handlers.display.panel;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.colour.Colour;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SpiLink;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Drives one panel: starts it, draws pictures, lets it sleep, and leaves it dark at the end.
 *
 * <p>Coordinates are those of the picture as it is seen in the current rotation. Everything is sent
 * through one transfer buffer; nothing is allocated while drawing. A colour panel keeps its picture
 * itself and this class holds none; of a monochrome panel a copy of one kilobyte is kept.
 *
 * <p>The links and pins belong to the caller, who closes them after this. Safe for use by several
 * threads: each call is done as a whole.
 */
public final class DisplayDriver implements AutoCloseable {
  /** ILI9341 data sheet 8.2.2, ST7789 7.4.5: 120 ms between a reset and sleep out. */
  private static final Duration RESET = Duration.ofMillis(120);

  /** At least 10 microseconds low (ILI9341 15.4); a Linux thread can't wait so shortly. */
  private static final Duration RESET_LOW = Duration.ofMillis(2);

  private static final int SOFTWARE_RESET = 0x01;

  private final Panel panel;
  private final CommandLink link;
  private final PanelMemory memory;
  private final PixelWriter pixels;
  private final MonotonicClock clock;
  private final @Nullable OutputPin reset;
  private final @Nullable OutputPin backlight;
  private final AtClose atClose;
  private Rotation rotation;
  private boolean asleep;
  private boolean closed;

  DisplayDriver(DisplayBuilder builder) {
    this.panel = builder.panel;
    this.link = new CommandLink(builder.spi, builder.dc);
    this.clock = builder.clock;
    this.reset = builder.reset;
    this.backlight = builder.backlight;
    this.atClose = builder.atClose;
    this.rotation = builder.rotation;
    this.memory =
        panel.protocol().isMonochrome()
            ? new PageMemory(link, panel, clock, builder.transferBytes)
            : new DcsMemory(link, panel, clock, builder.transferBytes);
    this.pixels = new PixelWriter(panel, memory);
  }

  /**
   * Begins to describe a display.
   *
   * @param panel the panel
   * @param spi the bus, with the panel selected
   * @param dc the data/command pin
   * @return a builder, whose {@link DisplayBuilder#open()} starts the panel
   */
  public static DisplayBuilder builder(Panel panel, SpiLink spi, OutputPin dc) {
    return new DisplayBuilder(panel, spi, dc);
  }

  /** Resets, starts, clears to black, and only then lets the picture be seen. */
  void start() throws IOException {
    light(Level.LOW);
    if (reset != null) {
      reset.set(Level.HIGH);
      clock.sleep(RESET_LOW);
      reset.set(Level.LOW);
      clock.sleep(RESET_LOW);
      reset.set(Level.HIGH);
      clock.sleep(RESET);
    } else if (!panel.protocol().isMonochrome()) {
      link.command(SOFTWARE_RESET);
      clock.sleep(RESET);
    }
    memory.start(rotation);
    fill(0);
    memory.show(true);
    light(Level.HIGH);
  }

  /**
   * Returns the panel.
   *
   * @return its data
   */
  public Panel panel() {
    return panel;
  }

  /**
   * Returns the current rotation.
   *
   * @return how far the picture is turned
   */
  public synchronized Rotation rotation() {
    return rotation;
  }

  /**
   * Turns what is drawn from now on. What is on the panel stays until it is drawn over.
   *
   * @param newRotation how far to turn
   */
  public synchronized void rotate(Rotation newRotation) {
    rotation = newRotation;
  }

  /**
   * Returns the width of the picture in the current rotation.
   *
   * @return pixels
   */
  public synchronized int width() {
    return panel.width(rotation);
  }

  /**
   * Returns the height of the picture in the current rotation.
   *
   * @return pixels
   */
  public synchronized int height() {
    return panel.height(rotation);
  }

  /**
   * Returns the whole picture as a region.
   *
   * @return the region at 0,0
   */
  public synchronized Region whole() {
    return Region.whole(width(), height());
  }

  /**
   * Fills everything.
   *
   * @param rgb the colour as {@code 0xRRGGBB}
   * @throws IOException if the panel can't be reached
   */
  public synchronized void fill(int rgb) throws IOException {
    fill(whole(), rgb);
  }

  /**
   * Fills a region.
   *
   * @param region where
   * @param rgb the colour as {@code 0xRRGGBB}
   * @throws IOException if the panel can't be reached
   * @throws IllegalArgumentException if the region reaches beyond the panel
   */
  public synchronized void fill(Region region, int rgb) throws IOException {
    requireOpen();
    pixels.fill(rotation, region, Colour.toRgb565(rgb));
  }

  /**
   * Draws a picture. Alpha is ignored: lay it over a colour first if it has any.
   *
   * @param x where its left edge goes
   * @param y where its upper edge goes
   * @param picture the picture
   * @throws IOException if the panel can't be reached
   * @throws IllegalArgumentException if the picture reaches beyond the panel
   */
  public synchronized void draw(int x, int y, Picture picture) throws IOException {
    Region region = new Region(x, y, picture.width(), picture.height());
    draw(region, picture.argb(), 0, picture.width());
  }

  /**
   * Draws pixels from an array.
   *
   * @param region where
   * @param argb pixels as {@code 0xAARRGGBB}; alpha is ignored
   * @param offset index of the region's first pixel
   * @param stride how far the lines are apart, {@code region.width()} or more
   * @throws IOException if the panel can't be reached
   * @throws IllegalArgumentException if the region reaches beyond the panel
   * @throws IndexOutOfBoundsException if the array does not hold the region
   */
  public synchronized void draw(Region region, int[] argb, int offset, int stride)
      throws IOException {
    requireOpen();
    pixels.draw(rotation, region, argb, offset, stride);
  }

  /**
   * Draws raw pixels as they come from a stream; memory is the transfer buffer.
   *
   * @param region where; the stream has to hold {@link RawFormat#size} bytes for it
   * @param in the pixels, which the caller closes; bytes after the last pixel are not read
   * @param format how the pixels lie
   * @param context progress in bytes, and cancellation between two transfers
   * @throws AssetException if the stream ends early; what came until then is drawn
   * @throws IOException if reading fails or the panel can't be reached
   * @throws IllegalArgumentException if the region reaches beyond the panel
   */
  public synchronized void draw(
      Region region, InputStream in, RawFormat format, HandlerContext context) throws IOException {
    requireOpen();
    pixels.draw(rotation, region, in, format, context);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the display is closed");
    }
  }

  /**
   * Switches the backlight on, if there is a pin for it.
   *
   * @throws IOException if the pin can't be driven
   */
  public synchronized void lightOn() throws IOException {
    light(Level.HIGH);
  }

  /**
   * Switches the backlight off, if there is a pin for it.
   *
   * @throws IOException if the pin can't be driven
   */
  public synchronized void lightOff() throws IOException {
    light(Level.LOW);
  }

  private void light(Level level) throws IOException {
    if (backlight != null) {
      backlight.set(level);
    }
  }

  /**
   * Makes the panel dark and sends the controller to sleep. The picture stays in its memory.
   *
   * @throws IOException if the panel can't be reached; the backlight is off nevertheless
   */
  public synchronized void sleep() throws IOException {
    if (!asleep) {
      light(Level.LOW);
      memory.show(false);
      memory.sleep(true);
      asleep = true;
    }
  }

  /**
   * Ends the sleep and shows the picture again.
   *
   * @throws IOException if the panel can't be reached
   */
  public synchronized void wake() throws IOException {
    if (asleep) {
      memory.sleep(false);
      memory.show(true);
      light(Level.HIGH);
      asleep = false;
    }
  }

  /**
   * Ends the work. The panel is dark afterwards, or keeps its picture with {@link AtClose#KEEP}.
   * May be called twice. Links and pins stay open.
   */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      if (atClose == AtClose.DARK) {
        sleep();
      }
    }
  }
}
