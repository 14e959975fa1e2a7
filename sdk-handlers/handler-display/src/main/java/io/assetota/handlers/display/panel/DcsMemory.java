package io.assetota.handlers.display.panel;

import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.io.MonotonicClock;
import java.io.IOException;
import java.time.Duration;

/**
 * Colour controllers with the command set of MIPI DCS 1.02: enter and exit sleep mode (10h, 11h),
 * inversion (20h, 21h), display off and on (28h, 29h), column and page address (2Ah, 2Bh), memory
 * write (2Ch), address mode (36h).
 */
final class DcsMemory implements PanelMemory {
  /** Between sleep in and out, and before the picture: ILI9341 8.2.11 and 8.2.12, both 120 ms. */
  private static final Duration SLEEP = Duration.ofMillis(120);

  private final CommandLink link;
  private final Panel panel;
  private final MonotonicClock clock;
  private final byte[] buffer;
  private int addressMode = -1;

  DcsMemory(CommandLink link, Panel panel, MonotonicClock clock, int bufferBytes) {
    this.link = link;
    this.panel = panel;
    this.clock = clock;
    this.buffer = new byte[bufferBytes];
  }

  @Override
  public void start(Rotation rotation) throws IOException {
    addressMode = -1;
    for (PanelCommand command : panel.init()) {
      link.command(command, true);
      if (command.delayMillis() > 0) {
        clock.sleep(Duration.ofMillis(command.delayMillis()));
      }
    }
    link.command(panel.inverted() ? 0x21 : 0x20);
    turn(panel.orientation(rotation));
  }

  @Override
  public void begin(Rotation rotation, Region region) throws IOException {
    Orientation orientation = panel.orientation(rotation);
    turn(orientation);
    int x = region.x() + orientation.xOffset();
    int y = region.y() + orientation.yOffset();
    link.window(0x2a, x, x + region.width() - 1);
    link.window(0x2b, y, y + region.height() - 1);
    link.command(0x2c);
  }

  private void turn(Orientation orientation) throws IOException {
    int mode =
        orientation.addressMode() | (panel.colours() == ColourOrder.BGR ? Orientation.BGR : 0);
    if (mode != addressMode) {
      link.command(0x36, mode);
      addressMode = mode;
    }
  }

  @Override
  public byte[] buffer() {
    return buffer;
  }

  @Override
  public void write(int pixels) throws IOException {
    link.data(buffer, 0, 2 * pixels);
  }

  @Override
  public void end() {}

  @Override
  public void show(boolean on) throws IOException {
    link.command(on ? 0x29 : 0x28);
  }

  @Override
  public void sleep(boolean asleep) throws IOException {
    link.command(asleep ? 0x10 : 0x11);
    clock.sleep(SLEEP);
  }
}
