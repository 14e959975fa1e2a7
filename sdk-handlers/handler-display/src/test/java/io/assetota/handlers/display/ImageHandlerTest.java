package io.assetota.handlers.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.panel.EmulatedDisplay;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.display.picture.Scaling;
import io.assetota.handlers.testkit.MemoryAsset;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHandlerTest {
  private static final HandlerContext NONE = HandlerContext.NONE;

  private static byte[] encoded(String format, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void drawsEachFormatLetterBoxed(String format) throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("ili9341", Rotation.DEG_90)) {
      new ImageHandler(display.driver())
          .handle(new MemoryAsset("a." + format, encoded(format, 60, 60, 0xffffff)), NONE);
      Canvas expected = new Canvas(320, 240);
      expected.fill(new Region(40, 0, 240, 240), 0xffffff);
      display.assertShows(expected.picture());
    }
  }

  @Test
  void drawsIntoARegionOnAColour() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("st7789-240x240", Rotation.DEG_180)) {
      Region region = new Region(10, 20, 100, 50);
      new ImageHandler(
              display.driver(), ImageOptions.DEFAULT.at(region).scaled(Scaling.NONE).on(0x0000ff))
          .handle(new MemoryAsset("a.png", encoded("png", 20, 20, 0xff0000)), NONE);
      Canvas expected = new Canvas(240, 240);
      expected.fill(region, 0x0000ff);
      expected.fill(new Region(50, 35, 20, 20), 0xff0000);
      display.assertShows(expected.picture());
    }
  }

  /** 320x240x2 = 153,600 bytes, drawn column by column, as the example does it. */
  @Test
  void drawsTheExamplesAsset() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("ili9341", Rotation.DEG_0)) {
      Picture card = TestCard.picture(Panel.named("ili9341"), Rotation.DEG_90);
      ByteArrayOutputStream img = new ByteArrayOutputStream();
      RawFormat.ROWS.write(card, img);
      assertThat(img.size()).isEqualTo(153_600);
      new ImageHandler(display.driver(), ImageOptions.DEFAULT.raw(RawFormat.COLUMNS))
          .handle(new MemoryAsset("splash.img", img.toByteArray()), NONE);
      // The landscape picture stands on its side: its rows are the columns from the right.
      assertThat(display.seen().turnedAnticlockwise().argb()).isEqualTo(card.argb());
    }
  }

  @Test
  void refusesARawAssetOfAnotherSize() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("ili9341", Rotation.DEG_0)) {
      ImageHandler handler = new ImageHandler(display.driver());
      assertThatThrownBy(() -> handler.handle(new MemoryAsset("a.img", new byte[100]), NONE))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("100 bytes")
          .hasMessageContaining("153600")
          .hasMessageContaining("asset-ota image");
    }
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("ssd1306", Rotation.DEG_0)) {
      ImageHandler handler = new ImageHandler(display.driver());
      for (byte[] content : List.of(new byte[0], new byte[100], new byte[] {'G', 'I', 'F', '8'})) {
        assertThatThrownBy(() -> handler.handle(new MemoryAsset("a.png", content), NONE))
            .isInstanceOf(AssetException.class)
            .hasMessageContaining("a.png");
      }
    }
  }

  @Test
  void displayHandlerStartsThePanelAnewAfterAFailure() throws IOException {
    PanelEmulator emulator = PanelEmulator.named("ili9341");
    AtomicInteger starts = new AtomicInteger();
    DisplayHandler handler =
        new DisplayHandler(
            () -> {
              starts.incrementAndGet();
              return EmulatedDisplay.builder(Panel.named("ili9341"), emulator).open();
            },
            ImageOptions.DEFAULT);
    MemoryAsset good = new MemoryAsset("a.png", encoded("png", 10, 10, 0xffffff));
    assertThat(starts).hasValue(0);
    handler.handle(good, NONE);
    handler.handle(good, NONE);
    assertThat(starts).hasValue(1);
    assertThatThrownBy(() -> handler.handle(new MemoryAsset("b.img", new byte[1]), NONE))
        .isInstanceOf(AssetException.class);
    assertThat(emulator.isDark()).isTrue();
    handler.handle(good, NONE);
    assertThat(starts).hasValue(2);
    assertThat(emulator.colour(120, 160)).isEqualTo(0xffffffff);
    handler.close();
    handler.close();
    assertThat(emulator.isDark()).isTrue();
    assertThat(emulator.complaints()).isEmpty();
  }
}
