package io.assetota.handlers.testkit.panel;

/** ILI9341, ST7789 and ST7735R: the part of MIPI DCS that a picture needs. */
final class DcsController implements PanelController {
  private static final int MY = 0x80;
  private static final int MX = 0x40;
  private static final int MV = 0x20;
  private static final int BGR = 0x08;

  /** No command sooner after reset or sleep out: ILI9341 8.2.2 and 8.2.12. */
  private static final int AWAKE_MILLIS = 5;

  /** No sleep out sooner after reset, no sleep in sooner after sleep out: same places. */
  private static final int SETTLED_MILLIS = 120;

  private static final int RAMWR = 0x2c;
  private static final int NONE = -1;

  private final EmulatedPanel panel;
  private final Complaints complaints;
  private final DcsParameters known;
  private final short[] memory;
  private final int[] parameters = new int[4];
  private int command = NONE;
  private int received;
  private boolean everWoken;
  private boolean asleep;
  private boolean showing;
  private boolean inverted;
  private int addressMode;
  private int pixelFormat;
  private int firstX;
  private int lastX;
  private int firstY;
  private int lastY;
  private int x;
  private int y;
  private boolean full;
  private int half = NONE;
  private long resetAt;
  private long sleepOutAt;

  DcsController(EmulatedPanel panel, Complaints complaints) {
    this.panel = panel;
    this.complaints = complaints;
    this.known = new DcsParameters(panel.chip());
    this.memory = new short[panel.memoryWidth() * panel.memoryHeight()];
    // Memory is noise after power-on: a driver that does not clear it shows that.
    for (int i = 0; i < memory.length; i++) {
      memory[i] = (short) (i * 0x9e37 ^ i >> 3);
    }
    clearState();
    resetAt = complaints.now() - SETTLED_MILLIS;
  }

  @Override
  public void reset() {
    clearState();
    resetAt = complaints.now();
  }

  private void clearState() {
    command = NONE;
    everWoken = false;
    asleep = true;
    showing = false;
    inverted = false;
    addressMode = 0;
    pixelFormat = 0x66;
    firstX = 0;
    firstY = 0;
    lastX = panel.memoryWidth() - 1;
    lastY = panel.memoryHeight() - 1;
    sleepOutAt = Long.MIN_VALUE / 2;
    half = NONE;
  }

  @Override
  public void commands(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      finish();
      begin(bytes[offset + i] & 0xff);
    }
  }

  private void finish() {
    if (command != NONE && command != RAMWR) {
      int wanted = known.count(command);
      if (wanted >= 0 && received != wanted) {
        complaints.add("%02Xh takes %d parameters, got %d", command, wanted, received);
      }
    }
    if (half != NONE) {
      complaints.add("half a pixel at the end of a memory write");
      half = NONE;
    }
  }

  private void begin(int code) {
    command = code;
    received = 0;
    long now = complaints.now();
    if (now - resetAt < AWAKE_MILLIS) {
      complaints.add("%02Xh only %d ms after reset", code, now - resetAt);
    }
    if (now - sleepOutAt < AWAKE_MILLIS) {
      complaints.add("%02Xh only %d ms after sleep out", code, now - sleepOutAt);
    }
    switch (code) {
      case 0x01 -> reset();
      case 0x10 -> {
        if (now - sleepOutAt < SETTLED_MILLIS) {
          complaints.add("sleep in only %d ms after sleep out", now - sleepOutAt);
        }
        asleep = true;
      }
      case 0x11 -> {
        if (now - resetAt < SETTLED_MILLIS) {
          complaints.add("sleep out only %d ms after reset", now - resetAt);
        }
        asleep = false;
        everWoken = true;
        sleepOutAt = now;
      }
      case 0x20 -> inverted = false;
      case 0x21 -> inverted = true;
      case 0x28 -> showing = false;
      case 0x29 -> showing = true;
      case RAMWR -> beginPixels();
      default -> {
        if (known.count(code) < 0) {
          complaints.add("%s has no command %02Xh", panel.chip(), code);
        }
      }
    }
  }

  private void beginPixels() {
    boolean exchanged = (addressMode & MV) != 0;
    int columns = exchanged ? panel.memoryHeight() : panel.memoryWidth();
    int rows = exchanged ? panel.memoryWidth() : panel.memoryHeight();
    if (firstX > lastX || firstY > lastY || lastX >= columns || lastY >= rows) {
      complaints.add(
          "window %d..%d, %d..%d is not inside the memory of %dx%d",
          firstX, lastX, firstY, lastY, columns, rows);
      full = true;
    } else {
      full = false;
    }
    if (!everWoken) {
      complaints.add("memory write before the chip was started with sleep out");
    }
    if ((pixelFormat & 7) != 5) {
      complaints.add("memory write while the pixel format is %02Xh, not 16 bits", pixelFormat);
    }
    x = firstX;
    y = firstY;
  }

  @Override
  public void data(byte[] bytes, int offset, int length) {
    if (command == RAMWR) {
      pixels(bytes, offset, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      int value = bytes[offset + i] & 0xff;
      if (command == NONE) {
        complaints.add("data %02Xh before any command", value);
        return;
      }
      if (received < parameters.length) {
        parameters[received] = value;
      }
      received++;
      if (received == known.count(command)) {
        act();
      }
    }
  }

  private void act() {
    switch (command) {
      case 0x2a -> {
        firstX = parameters[0] << 8 | parameters[1];
        lastX = parameters[2] << 8 | parameters[3];
      }
      case 0x2b -> {
        firstY = parameters[0] << 8 | parameters[1];
        lastY = parameters[2] << 8 | parameters[3];
      }
      case 0x36 -> addressMode = parameters[0];
      case 0x3a -> pixelFormat = parameters[0];
      default -> {
        // Voltages and timings have no effect here.
      }
    }
  }

  private void pixels(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      int value = bytes[i] & 0xff;
      if (half == NONE) {
        half = value;
      } else {
        pixel((short) (half << 8 | value));
        half = NONE;
      }
    }
  }

  private void pixel(short rgb565) {
    if (full) {
      complaints.add("more pixels than the window %d..%d, %d..%d", firstX, lastX, firstY, lastY);
      return;
    }
    boolean exchanged = (addressMode & MV) != 0;
    int column = exchanged ? y : x;
    int row = exchanged ? x : y;
    column = (addressMode & MX) != 0 ? panel.memoryWidth() - 1 - column : column;
    row = (addressMode & MY) != 0 ? panel.memoryHeight() - 1 - row : row;
    memory[row * panel.memoryWidth() + column] = rgb565;
    if (++x > lastX) {
      x = firstX;
      full = ++y > lastY;
    }
  }

  @Override
  public int colour(int px, int py) {
    int column = panel.memoryX() + (panel.mirroredX() ? panel.width() - 1 - px : px);
    int row = panel.memoryY() + (panel.mirroredY() ? panel.height() - 1 - py : py);
    int p = memory[row * panel.memoryWidth() + column] & 0xffff;
    p = inverted == panel.inverse() ? p : ~p & 0xffff;
    int r = p >> 11;
    int g = p >> 5 & 0x3f;
    int b = p & 0x1f;
    r = r << 3 | r >> 2;
    g = g << 2 | g >> 4;
    b = b << 3 | b >> 2;
    boolean exchanged = ((addressMode & BGR) != 0) != panel.blueFirst();
    return 0xff000000 | (exchanged ? b : r) << 16 | g << 8 | (exchanged ? r : b);
  }

  @Override
  public boolean isShowing() {
    return showing && !asleep;
  }

  @Override
  public boolean isAsleep() {
    return asleep;
  }
}
