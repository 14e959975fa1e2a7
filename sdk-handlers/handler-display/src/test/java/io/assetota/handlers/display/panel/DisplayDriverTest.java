package io.assetota.handlers.display.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.CancelledException;
import io.assetota.handlers.display.Canvas;
import io.assetota.handlers.display.picture.Dither;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DisplayDriverTest {
  private static final HandlerContext NONE = HandlerContext.NONE;

  static Stream<Arguments> everyRotation() {
    return Stream.of("ili9341", "st7789-135x240", "st7735r-green", "ssd1306", "sh1106")
        .flatMap(name -> Stream.of(Rotation.values()).map(turn -> Arguments.of(name, turn)));
  }

  /** Noise in the panel's colours. */
  private static Picture noise(DisplayDriver display, int width, int height, long seed) {
    Random random = new Random(seed);
    int[] argb = random.ints((long) width * height).toArray();
    return new Picture(width, height, argb)
        .reduced(Dither.NONE, display.panel().protocol().colourDepth());
  }

  private static InputStream raw(Picture picture, RawFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(picture, out);
    return new ByteArrayInputStream(out.toByteArray());
  }

  @ParameterizedTest
  @MethodSource("everyRotation")
  void drawsRawPixelsInBothLayoutsAndOrders(String name, Rotation rotation) throws IOException {
    List<RawFormat> formats =
        List.of(
            RawFormat.WIRE,
            RawFormat.ROWS,
            RawFormat.COLUMNS,
            new RawFormat(RawFormat.Layout.COLUMNS, ByteOrder.BIG_ENDIAN));
    try (EmulatedDisplay display = EmulatedDisplay.open(name, rotation)) {
      DisplayDriver driver = display.driver();
      for (RawFormat format : formats) {
        Picture picture = noise(driver, driver.width(), driver.height(), format.hashCode());
        driver.draw(driver.whole(), raw(picture, format), format, NONE);
        display.assertShows(picture);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyRotation")
  void drawsOnRegionsInBothLayouts(String name, Rotation rotation) throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open(name, rotation)) {
      DisplayDriver driver = display.driver();
      Canvas expected = new Canvas(driver.width(), driver.height());
      Picture part = noise(driver, 31, 22, 1);
      driver.draw(new Region(5, 9, 31, 22), raw(part, RawFormat.COLUMNS), RawFormat.COLUMNS, NONE);
      expected.draw(5, 9, part);
      driver.draw(new Region(20, 3, 31, 22), raw(part, RawFormat.ROWS), RawFormat.ROWS, NONE);
      expected.draw(20, 3, part);
      driver.fill(new Region(11, 12, 13, 7), 0xffffff);
      expected.fill(new Region(11, 12, 13, 7), 0xffffff);
      display.assertShows(expected.picture());
    }
  }

  @ParameterizedTest
  @MethodSource("everyRotation")
  void partialUpdatesShowTheSameAsAFullRedraw(String name, Rotation rotation) throws IOException {
    Random random = new Random(rotation.degrees());
    try (EmulatedDisplay display = EmulatedDisplay.open(name, rotation)) {
      DisplayDriver driver = display.driver();
      Canvas canvas = new Canvas(driver.width(), driver.height());
      canvas.flush(driver);
      for (int round = 0; round < 20; round++) {
        for (int i = random.nextInt(12); i >= 0; i--) {
          int width = 1 + random.nextInt(driver.width() / 3);
          int height = 1 + random.nextInt(driver.height() / 3);
          int x = random.nextInt(driver.width() - width);
          int y = random.nextInt(driver.height() - height);
          canvas.draw(x, y, noise(driver, width, height, random.nextLong()));
        }
        canvas.flush(driver);
        assertThat(canvas.dirty()).isEmpty();
        display.assertShows(canvas.picture());
      }
    }
  }

  @Test
  void partialUpdateSendsOnlyWhatChanged() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("ili9341", Rotation.DEG_90)) {
      Canvas canvas = new Canvas(320, 240);
      canvas.flush(display.driver());
      display.emulator().clearCounts();
      canvas.fill(new Region(10, 10, 20, 5), 0xff0000);
      canvas.fill(new Region(100, 100, 4, 4), 0x00ff00);
      canvas.flush(display.driver());
      assertThat(display.emulator().bytes()).isEqualTo(2 * 11 + 2 * (20 * 5 + 4 * 4));
    }
  }

  @Test
  void aPanelIsDarkAndBlackUntilItIsReady() throws IOException {
    PanelEmulator emulator = PanelEmulator.named("st7789-240x240");
    try (EmulatedDisplay display =
        EmulatedDisplay.open(Panel.named("st7789-240x240"), emulator, Rotation.DEG_0)) {
      assertThat(emulator.isDark()).isFalse();
      display.assertShows(new Canvas(240, 240).picture());
    }
  }

  @Test
  void startsWithoutAResetPin() throws IOException {
    PanelEmulator emulator = PanelEmulator.named("st7735r-green");
    try (DisplayDriver driver =
        DisplayDriver.builder(Panel.named("st7735r-green"), emulator.spi(), emulator.dc())
            .clock(emulator.clock())
            .open()) {
      driver.fill(0xff0000);
      assertThat(emulator.colour(127, 159)).isEqualTo(0xffff0000);
    }
    assertThat(emulator.isAsleep()).isTrue();
    assertThat(emulator.complaints()).isEmpty();
  }

  @Test
  void closingLeavesThePanelDark() throws IOException {
    for (String name : Panel.shipped()) {
      PanelEmulator emulator = PanelEmulator.named(name);
      DisplayDriver driver = EmulatedDisplay.builder(Panel.named(name), emulator).open();
      driver.close();
      driver.close();
      assertThat(emulator.isDark()).as(name).isTrue();
      assertThat(emulator.isAsleep()).as(name).isTrue();
      assertThat(emulator.backlight().isHigh()).as(name).isFalse();
      assertThatThrownBy(() -> driver.fill(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closingKeepsThePictureIfAsked() throws IOException {
    PanelEmulator emulator = PanelEmulator.named("ili9341");
    DisplayDriver driver =
        EmulatedDisplay.builder(Panel.named("ili9341"), emulator).atClose(AtClose.KEEP).open();
    driver.fill(0x00ff00);
    driver.close();
    assertThat(emulator.isDark()).isFalse();
    assertThat(emulator.colour(120, 160)).isEqualTo(0xff00ff00);
  }

  @Test
  void sleepKeepsThePicture() throws IOException {
    for (String name : Panel.shipped()) {
      try (EmulatedDisplay display = EmulatedDisplay.open(name, Rotation.DEG_0)) {
        display.driver().fill(0xffffff);
        display.driver().sleep();
        display.driver().sleep();
        assertThat(display.emulator().isDark()).isTrue();
        display.driver().wake();
        display.driver().wake();
        assertThat(display.emulator().colour(3, 3)).isEqualTo(0xffffffff);
      }
    }
  }

  @Test
  void turnsWhileRunning() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("st7735r-green", Rotation.DEG_0)) {
      display.driver().rotate(Rotation.DEG_270);
      assertThat(display.driver().width()).isEqualTo(160);
      Picture picture = noise(display.driver(), 160, 128, 7);
      display.driver().draw(0, 0, picture);
      display.assertShows(picture);
    }
  }

  @Test
  void aShortStreamIsAnErrorWithNumbers() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("ili9341", Rotation.DEG_0)) {
      InputStream in = new ByteArrayInputStream(new byte[100_000]);
      assertThatThrownBy(
              () -> display.driver().draw(display.driver().whole(), in, RawFormat.ROWS, NONE))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("100000 of 153600");
      // And the panel still takes a picture.
      display.driver().fill(0xffffff);
      assertThat(display.emulator().colour(239, 319)).isEqualTo(0xffffffff);
    }
  }

  @Test
  void cancellingStopsBetweenTransfers() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("ili9341", Rotation.DEG_0)) {
      HandlerContext context =
          new HandlerContext() {
            private long done;

            @Override
            public void progress(String step, long newDone, long total) {
              assertThat(step).isEqualTo("draw");
              assertThat(total).isEqualTo(153_600);
              done = newDone;
            }

            @Override
            public boolean isCancelled() {
              return done >= 8192;
            }

            @Override
            public int attempt() {
              return 1;
            }
          };
      display.emulator().clearCounts();
      InputStream in = new ByteArrayInputStream(new byte[153_600]);
      assertThatThrownBy(
              () -> display.driver().draw(display.driver().whole(), in, RawFormat.ROWS, context))
          .isInstanceOf(CancelledException.class);
      assertThat(display.emulator().bytes()).isEqualTo(11 + 8192);
    }
  }

  @Test
  void refusesRegionsBeyondThePanel() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("ssd1306", Rotation.DEG_0)) {
      assertThatThrownBy(() -> display.driver().fill(new Region(100, 0, 29, 1), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("128x64");
    }
  }
}
