package io.assetota.handlers.testkit.panel;

import io.assetota.handlers.testkit.panel.EmulatedPanel.Chip;
import java.util.Map;

/** SSD1306 and SH1106: pages of eight rows, parameters with D/C low. */
final class PageController implements PanelController {
  /** Commands with parameters; SSD1306 data sheet chapter 9, SH1106 "Commands". */
  private static final Map<Integer, Integer> BOTH =
      Map.of(0x81, 1, 0xa8, 1, 0xd3, 1, 0xd5, 1, 0xd9, 1, 0xda, 1, 0xdb, 1);

  private static final Map<Integer, Integer> SSD1306 =
      Map.of(
          0x20, 1, 0x21, 2, 0x22, 2, 0x26, 6, 0x27, 6, 0x29, 5, 0x2a, 5, 0x8d, 1, 0xa3, 2, 0xd6, 1);

  private static final int NONE = -1;
  private static final int PAGE_MODE = 2;

  private final EmulatedPanel panel;
  private final Complaints complaints;
  private final byte[] memory;
  private final int[] parameters = new int[6];
  private int command = NONE;
  private int received;
  private boolean started;
  private boolean showing;
  private boolean inverted;
  private boolean columnsReversed;
  private boolean rowsReversed;
  private boolean allOn;
  private int startLine;
  private int rowOffset;
  private int mode;
  private int firstColumn;
  private int lastColumn;
  private int firstPage;
  private int lastPage;
  private int column;
  private int page;

  PageController(EmulatedPanel panel, Complaints complaints) {
    this.panel = panel;
    this.complaints = complaints;
    this.memory = new byte[panel.memoryWidth() * panel.memoryHeight() / 8];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = (byte) (i * 0x9d ^ i >> 3);
    }
    reset();
  }

  @Override
  public void reset() {
    command = NONE;
    started = false;
    showing = false;
    inverted = false;
    columnsReversed = false;
    rowsReversed = false;
    allOn = false;
    startLine = 0;
    rowOffset = 0;
    mode = PAGE_MODE;
    firstColumn = 0;
    lastColumn = panel.memoryWidth() - 1;
    firstPage = 0;
    lastPage = pages() - 1;
    column = 0;
    page = 0;
  }

  private int pages() {
    return panel.memoryHeight() / 8;
  }

  @Override
  public void commands(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      int value = bytes[i] & 0xff;
      if (command == NONE) {
        begin(value);
      } else {
        parameters[received++] = value;
        if (received == parameterCount(command)) {
          act();
          command = NONE;
        }
      }
    }
  }

  private int parameterCount(int code) {
    if (panel.chip() == Chip.SH1106 && code == 0xad) {
      return 1;
    }
    int both = BOTH.getOrDefault(code, 0);
    return panel.chip() == Chip.SSD1306 ? SSD1306.getOrDefault(code, both) : both;
  }

  private void begin(int code) {
    if (parameterCount(code) > 0) {
      command = code;
      received = 0;
    } else if (code <= 0x0f && mode == PAGE_MODE) {
      column = (column & 0xf0) | code;
    } else if (code <= 0x1f && mode == PAGE_MODE) {
      column = (column & 0x0f) | (code & 0x0f) << 4;
    } else if (code >= 0x40 && code <= 0x7f) {
      startLine = code & 0x3f;
    } else if (code >= 0xb0 && code <= 0xb7 && mode == PAGE_MODE) {
      page = code & 7;
    } else {
      simple(code);
    }
  }

  private void simple(int code) {
    switch (code) {
      case 0xa0, 0xa1 -> columnsReversed = code == 0xa1;
      case 0xa4, 0xa5 -> allOn = code == 0xa5;
      case 0xa6, 0xa7 -> inverted = code == 0xa7;
      case 0xae, 0xaf -> {
        showing = code == 0xaf;
        started |= showing;
      }
      case 0xc0, 0xc8 -> rowsReversed = code == 0xc8;
      case 0xe3 -> {
        // No operation.
      }
      default -> {
        boolean pump = panel.chip() == Chip.SH1106 && code >= 0x30 && code <= 0x33;
        boolean scroll = panel.chip() == Chip.SSD1306 && (code == 0x2e || code == 0x2f);
        if (!pump && !scroll) {
          complaints.add("%s has no command %02Xh in this mode", panel.chip(), code);
        }
      }
    }
  }

  private void act() {
    switch (command) {
      case 0x20 -> mode = parameters[0] & 3;
      case 0x21 -> {
        firstColumn = parameters[0];
        lastColumn = parameters[1];
        column = firstColumn;
        requireWindow(firstColumn, lastColumn, panel.memoryWidth(), "columns");
      }
      case 0x22 -> {
        firstPage = parameters[0];
        lastPage = parameters[1];
        page = firstPage;
        requireWindow(firstPage, lastPage, pages(), "pages");
      }
      case 0xd3 -> rowOffset = parameters[0] & 0x3f;
      case 0xa8 -> {
        if (parameters[0] != panel.height() - 1) {
          complaints.add(
              "multiplex ratio %02Xh does not fit %d rows", parameters[0], panel.height());
        }
      }
      default -> {
        // Contrast, clock and voltages have no effect here.
      }
    }
  }

  private void requireWindow(int first, int last, int count, String what) {
    if (first > last || last >= count) {
      complaints.add("window of %s %d..%d is not inside 0..%d", what, first, last, count - 1);
    }
  }

  @Override
  public void data(byte[] bytes, int offset, int length) {
    if (command != NONE) {
      complaints.add("data while %02Xh waits for parameters", command);
      command = NONE;
    }
    for (int i = offset; i < offset + length; i++) {
      if (column >= panel.memoryWidth() || page >= pages()) {
        complaints.add("data for column %d of page %d is outside the memory", column, page);
        return;
      }
      memory[page * panel.memoryWidth() + column] = bytes[i];
      next();
    }
  }

  private void next() {
    if (panel.chip() == Chip.SH1106) {
      // Stays at the end: the host has to address the next page.
      column++;
    } else if (mode == PAGE_MODE) {
      column = column == panel.memoryWidth() - 1 ? 0 : column + 1;
    } else if (mode == 0) {
      if (column++ >= lastColumn) {
        column = firstColumn;
        page = page >= lastPage ? firstPage : page + 1;
      }
    } else if (page++ >= lastPage) {
      page = firstPage;
      column = column >= lastColumn ? firstColumn : column + 1;
    }
  }

  @Override
  public int colour(int px, int py) {
    int segment = panel.memoryX() + (panel.mirroredX() ? panel.width() - 1 - px : px);
    int common = panel.mirroredY() ? panel.height() - 1 - py : py;
    int from = columnsReversed ? panel.memoryWidth() - 1 - segment : segment;
    int row = rowsReversed ? panel.height() - 1 - common : common;
    row = (row + startLine + rowOffset) % panel.memoryHeight();
    boolean set = (memory[row / 8 * panel.memoryWidth() + from] >> (row & 7) & 1) != 0;
    return (set != inverted) || allOn ? 0xffffffff : 0xff000000;
  }

  @Override
  public boolean isShowing() {
    return showing;
  }

  /** Off is their sleep. Before the first start they are not asleep but unknown. */
  @Override
  public boolean isAsleep() {
    return started && !showing;
  }
}
