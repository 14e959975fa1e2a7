package io.assetota.samples.lcdimage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.testkit.TestDevice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LcdImageTest {
  private static final Path ASSETS = Path.of("assets");

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String... args) {
    return LcdImage.run(args, new PrintStream(said, true, UTF_8));
  }

  private Picture drawn(String asset) throws IOException {
    new TestDevice(folder.resolve("device"))
        .install(Map.of(asset, Files.readAllBytes(ASSETS.resolve(asset))));
    Path picture = folder.resolve("panel.png");
    // Twice: a panel forgets its picture, so every start draws it.
    for (int i = 0; i < 2; i++) {
      Files.deleteIfExists(picture);
      assertThat(run("--home", folder.resolve("device").toString(), "--picture", "" + picture))
          .as(said.toString(UTF_8))
          .isZero();
    }
    try (InputStream in = Files.newInputStream(picture)) {
      // The panel's picture lies on its side, as the panel does.
      return Picture.decode("panel.png", in).turnedAnticlockwise();
    }
  }

  @Test
  void drawsTheSameFromPixelsAndFromPng() throws IOException {
    Picture raw = drawn("splash.img");
    Picture png = drawn("splash.png");
    assertThat(raw.width()).isEqualTo(320);
    assertThat(raw.argb()).isEqualTo(png.argb());
    // The middle of the sun.
    assertThat(raw.argb()[126 * 320 + 246] & 0xf8f8f8).isEqualTo(0xf8e8b0);
    assertThat(said.toString(UTF_8))
        .contains("splash.img: SUCCEEDED", "no hardware: what the panel shows is in")
        .doesNotContain("complains");
  }

  @Test
  void tellsThatRawPixelsAreForAnotherPanel() throws IOException {
    new TestDevice(folder.resolve("device"))
        .install(Map.of("splash.img", Files.readAllBytes(ASSETS.resolve("splash.img"))));
    assertThat(run("--home", "" + folder.resolve("device"), "--panel", "ssd1306")).isEqualTo(1);
    assertThat(said.toString(UTF_8)).contains("153600 bytes").contains("asset-ota image");
  }

  @Test
  void explainsItself() {
    assertThat(run("--colour", "red")).isEqualTo(2);
    assertThat(run("--panel", "nokia")).isEqualTo(2);
    assertThat(said.toString(UTF_8)).contains("--hardware").contains("st7789-240x240");
  }
}
