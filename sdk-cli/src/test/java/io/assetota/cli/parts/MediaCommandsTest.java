package io.assetota.cli.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.Main;
import io.assetota.cli.output.Console;
import io.assetota.handlers.display.TestCard;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.sound.SoundFormat;
import io.assetota.handlers.sound.SoundSink;
import io.assetota.handlers.sound.WavFileSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code image}, {@code panel-test} and {@code play}. */
class MediaCommandsTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String... args) {
    PrintStream stream = new PrintStream(said, true, UTF_8);
    return Main.run(Console.plain(stream, stream), args);
  }

  private Path card(Rotation rotation) throws IOException {
    Path png = folder.resolve("card.png");
    try (OutputStream out = Files.newOutputStream(png)) {
      TestCard.picture(Panel.named("ili9341"), rotation).writePng(out);
    }
    return png;
  }

  @Test
  void imageMakesWhatTheExampleTakes() throws IOException {
    Path img = folder.resolve("splash.img");
    assertThat(run("image", card(Rotation.DEG_90).toString(), img.toString())).isZero();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    RawFormat.ROWS.write(TestCard.picture(Panel.named("ili9341"), Rotation.DEG_90), expected);
    assertThat(Files.readAllBytes(img)).hasSize(153_600).isEqualTo(expected.toByteArray());
    assertThat(said.toString(UTF_8)).contains("320x240 for ili9341 in rows");
  }

  @Test
  void imageMakesColumnsForAnUprightPanel() throws IOException {
    Path img = folder.resolve("splash.img");
    String png = card(Rotation.DEG_0).toString();
    assertThat(run("image", png, img.toString(), "--layout", "columns", "--json")).isZero();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    RawFormat.COLUMNS.write(TestCard.picture(Panel.named("ili9341"), Rotation.DEG_0), expected);
    assertThat(Files.readAllBytes(img)).isEqualTo(expected.toByteArray());
    assertThat(said.toString(UTF_8)).contains("\"layout\"").contains("columns").contains("153600");
  }

  @Test
  void imageRefusesWhatItCannotDo() throws IOException {
    String png = card(Rotation.DEG_0).toString();
    String img = folder.resolve("x.img").toString();
    assertThat(run("image", png, img, "--panel", "nokia")).isNotZero();
    assertThat(run("image", png, img, "--rotation", "45")).isNotZero();
    assertThat(run("image", png, img, "--background", "blue")).isNotZero();
    assertThat(run("image", folder.resolve("none.png").toString(), img)).isNotZero();
    assertThat(said.toString(UTF_8)).contains("st7789-240x240", "not by 45", "six hex digits");
    assertThat(folder.resolve("x.img")).doesNotExist();
  }

  @Test
  void panelTestShowsTheCardOnAnEmulatedPanel() throws IOException {
    Path png = folder.resolve("shown.png");
    assertThat(run("panel-test", "--panel", "st7735r-green", "--picture", png.toString())).isZero();
    try (InputStream in = Files.newInputStream(png)) {
      assertThat(Picture.decode("shown.png", in).argb())
          .isEqualTo(TestCard.picture(Panel.named("st7735r-green"), Rotation.DEG_0).argb());
    }
  }

  /** What a user sees whose panel has another order of colours than its description says. */
  @Test
  void panelTestTriesOtherFacts() throws IOException {
    Path png = folder.resolve("shown.png");
    String file = png.toString();
    assertThat(run("panel-test", "--panel", "ili9341", "--picture", file, "--colours", "rgb"))
        .isZero();
    try (InputStream in = Files.newInputStream(png)) {
      Picture wrong = Picture.decode("shown.png", in);
      // The red corner is blue.
      assertThat(wrong.argb()[5 * 240 + 5]).isEqualTo(0xff0000ff);
    }
  }

  @Test
  void playWritesWhatWouldBeHeard() throws IOException {
    Path sound = folder.resolve("sound.wav");
    try (SoundSink sink = new WavFileSink(sound)) {
      sink.start(new SoundFormat(8000, 1));
      sink.write(new byte[16_000], 0, 16_000);
    }
    Path heard = folder.resolve("heard.wav");
    assertThat(run("play", sound.toString(), "--wav", heard.toString(), "--times", "2")).isZero();
    assertThat(Files.size(heard)).isEqualTo(44 + 32_000);
    assertThat(run("play", sound.toString(), "--gain", "20")).isNotZero();
    assertThat(run("play", card(Rotation.DEG_0).toString(), "--wav", heard.toString())).isNotZero();
    assertThat(said.toString(UTF_8)).contains("in no form that can be decoded here");
  }
}
