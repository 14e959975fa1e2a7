package io.assetota.handlers.display.panel;

import io.assetota.handlers.display.colour.Colour;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.io.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Monochrome controllers: a byte is eight pixels of a column, lowest bit uppermost, and a page is a
 * row of such bytes (SSD1306 data sheet 8.7, SH1106 "Display Data RAM"). They can't be read over
 * SPI, so a copy of their kilobyte is kept here, and turning is done in it.
 */
final class PageMemory implements PanelMemory {
  private final CommandLink link;
  private final Panel panel;
  private final MonotonicClock clock;
  private final byte[] buffer;
  private final byte[] copy;
  private Rotation rotation = Rotation.DEG_0;
  private Region region = Region.whole(1, 1);
  private int x;
  private int y;
  private int firstColumn;
  private int lastColumn;
  private int firstPage;
  private int lastPage;

  /** The SSD1306's window; after a full write its pointer is at the start again. */
  private boolean wholeWindow;

  PageMemory(CommandLink link, Panel panel, MonotonicClock clock, int bufferBytes) {
    this.link = link;
    this.panel = panel;
    this.clock = clock;
    this.buffer = new byte[bufferBytes];
    this.copy = new byte[panel.width() * panel.height() / 8];
  }

  @Override
  public void start(Rotation upright) throws IOException {
    wholeWindow = false;
    for (PanelCommand command : panel.init()) {
      link.command(command, false);
      if (command.delayMillis() > 0) {
        clock.sleep(Duration.ofMillis(command.delayMillis()));
      }
    }
    int mode = panel.orientation(Rotation.DEG_0).addressMode();
    link.command((mode & Orientation.MX) != 0 ? 0xa1 : 0xa0);
    link.command((mode & Orientation.MY) != 0 ? 0xc8 : 0xc0);
    link.command(panel.inverted() ? 0xa7 : 0xa6);
    Arrays.fill(copy, (byte) 0);
  }

  @Override
  public void begin(Rotation newRotation, Region newRegion) {
    rotation = newRotation;
    region = newRegion;
    x = newRegion.x();
    y = newRegion.y();
    firstColumn = Math.min(column(x, y), column(newRegion.endX() - 1, newRegion.endY() - 1));
    lastColumn = Math.max(column(x, y), column(newRegion.endX() - 1, newRegion.endY() - 1));
    firstPage = Math.min(row(x, y), row(newRegion.endX() - 1, newRegion.endY() - 1)) / 8;
    lastPage = Math.max(row(x, y), row(newRegion.endX() - 1, newRegion.endY() - 1)) / 8;
  }

  @Override
  public byte[] buffer() {
    return buffer;
  }

  @Override
  public void write(int pixels) {
    for (int i = 0; i < pixels; i++) {
      int column = column(x, y);
      int row = row(x, y);
      int at = (row >> 3) * panel.width() + column;
      int bit = 1 << (row & 7);
      if (Colour.isBright((buffer[2 * i] & 0xff) << 8 | (buffer[2 * i + 1] & 0xff))) {
        copy[at] |= (byte) bit;
      } else {
        copy[at] &= (byte) ~bit;
      }
      if (++x == region.endX()) {
        x = region.x();
        y++;
      }
    }
  }

  private int column(int px, int py) {
    return switch (rotation) {
      case DEG_0 -> px;
      case DEG_90 -> panel.width() - 1 - py;
      case DEG_180 -> panel.width() - 1 - px;
      case DEG_270 -> py;
    };
  }

  private int row(int px, int py) {
    return switch (rotation) {
      case DEG_0 -> py;
      case DEG_90 -> px;
      case DEG_180 -> panel.height() - 1 - py;
      case DEG_270 -> panel.height() - 1 - px;
    };
  }

  @Override
  public void end() throws IOException {
    Orientation orientation = panel.orientation(Rotation.DEG_0);
    int offset = orientation.xOffset();
    int pageOffset = orientation.yOffset() / 8;
    int columns = lastColumn - firstColumn + 1;
    if (panel.protocol() == PanelProtocol.SSD1306) {
      boolean whole = columns * (lastPage - firstPage + 1) == copy.length;
      if (!whole || !wholeWindow) {
        link.commands(0x21, firstColumn + offset, lastColumn + offset);
        link.commands(0x22, firstPage + pageOffset, lastPage + pageOffset);
      }
      wholeWindow = whole;
      if (whole) {
        link.data(copy, 0, copy.length);
        return;
      }
    }
    for (int page = firstPage; page <= lastPage; page++) {
      if (panel.protocol() == PanelProtocol.SH1106) {
        int column = firstColumn + offset;
        link.commands(0xb0 | (page + pageOffset), column & 0x0f, 0x10 | column >> 4);
      }
      link.data(copy, page * panel.width() + firstColumn, columns);
    }
  }

  @Override
  public void show(boolean on) throws IOException {
    link.command(on ? 0xaf : 0xae);
  }

  /** Display off is their sleep: SSD1306 data sheet 10.1.12, SH1106 "Display OFF/ON". */
  @Override
  public void sleep(boolean asleep) {}
}
