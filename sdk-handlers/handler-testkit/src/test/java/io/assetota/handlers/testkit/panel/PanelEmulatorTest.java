package io.assetota.handlers.testkit.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.sound.SoundFormat;
import io.assetota.handlers.testkit.RecordingSoundSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real controller would not accept is complained about, byte by byte. */
class PanelEmulatorTest {
  private final PanelEmulator panel = PanelEmulator.named("ili9341");

  private void command(int code, int... parameters) throws IOException {
    panel.dc().set(Level.LOW);
    send(code);
    panel.dc().set(Level.HIGH);
    send(parameters);
  }

  private void send(int... values) throws IOException {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    panel.spi().write(bytes, 0, bytes.length);
  }

  private void wait(int millis) throws IOException {
    panel.clock().sleep(Duration.ofMillis(millis));
  }

  @BeforeEach
  void powerOn() throws IOException {
    wait(200);
  }

  private void start() throws IOException {
    command(0x11);
    wait(120);
    command(0x3a, 0x55);
    command(0x29);
    assertThat(panel.complaints()).isEmpty();
  }

  @Test
  void showsPixelsInTheWindow() throws IOException {
    start();
    command(0x36, 0x48);
    command(0x2a, 0, 10, 0, 11);
    command(0x2b, 0, 20, 0, 20);
    command(0x2c, 0xf8, 0x00, 0x07, 0xe0);
    assertThat(panel.complaints()).isEmpty();
    assertThat(panel.colour(10, 20)).isEqualTo(0xffff0000);
    assertThat(panel.colour(11, 20)).isEqualTo(0xff00ff00);
    command(0x21);
    assertThat(panel.colour(10, 20)).isEqualTo(0xff00ffff);
    command(0x28);
    assertThat(panel.colour(10, 20)).isEqualTo(0xff000000);
    assertThat(panel.isDark()).isTrue();
  }

  @Test
  void complainsOfPixelsBeforeTheStart() throws IOException {
    command(0x2c, 0, 0);
    assertThat(panel.complaints())
        .anyMatch(text -> text.contains("before the chip was started"))
        .anyMatch(text -> text.contains("pixel format"));
  }

  @Test
  void complainsOfPixelsBeyondTheWindow() throws IOException {
    start();
    command(0x2a, 0, 0, 0, 0);
    command(0x2b, 0, 0, 0, 0);
    command(0x2c, 1, 2, 3, 4);
    assertThat(panel.complaints()).singleElement().asString().contains("more pixels");
  }

  @Test
  void complainsOfAWindowOutsideTheMemory() throws IOException {
    start();
    command(0x2a, 0, 0, 0, 240);
    command(0x2c);
    assertThat(panel.complaints()).singleElement().asString().contains("0..240");
    // Turned, there are 320 columns.
    command(0x36, 0x20);
    command(0x2b, 0, 0, 0, 239);
    command(0x2c);
    assertThat(panel.complaints()).hasSize(1);
  }

  @Test
  void complainsOfHalfPixelsAndWrongParameters() throws IOException {
    start();
    command(0x2c, 1, 2, 3);
    command(0x36, 1, 2);
    command(0x00);
    command(0xd7);
    assertThat(panel.complaints())
        .containsExactly(
            "half a pixel at the end of a memory write",
            "36h takes 1 parameters, got 2",
            "ILI9341 has no command D7h");
  }

  @Test
  void complainsOfHaste() throws IOException {
    panel.reset().set(Level.LOW);
    command(0x00);
    panel.reset().set(Level.HIGH);
    command(0x11);
    command(0x29);
    wait(50);
    command(0x10);
    assertThat(panel.complaints())
        .anyMatch(text -> text.contains("while reset is low"))
        .anyMatch(text -> text.matches("11h only \\d+ ms after reset"))
        .anyMatch(text -> text.matches("sleep out only \\d+ ms after reset"))
        .anyMatch(text -> text.matches("29h only \\d+ ms after sleep out"))
        .anyMatch(text -> text.matches("sleep in only \\d+ ms after sleep out"));
  }

  @Test
  void resetForgetsAllButTheMemory() throws IOException {
    start();
    panel.reset().set(Level.LOW);
    panel.reset().set(Level.HIGH);
    assertThat(panel.isAsleep()).isTrue();
    assertThat(panel.isDark()).isTrue();
  }

  @Test
  void lightBelongsToTheGlass() throws IOException {
    start();
    assertThat(panel.isDark()).isFalse();
    panel.backlight().set(Level.LOW);
    assertThat(panel.isDark()).isTrue();
  }

  @Test
  void countsBytesTransfersAndPinChanges() throws IOException {
    start();
    panel.clearCounts();
    command(0x2c);
    panel.spi().write(new byte[10_000], 0, 10_000);
    assertThat(panel.bytes()).isEqualTo(10_001);
    assertThat(panel.transfers()).isEqualTo(1 + 3);
    assertThat(panel.pinChanges()).isEqualTo(2);
  }

  @Test
  void writesAPng() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    panel.writePng(out, 2);
    assertThat(ImageIO.read(new ByteArrayInputStream(out.toByteArray())).getWidth()).isEqualTo(480);
  }

  @Test
  void closedLinksAndPinsRefuse() throws IOException {
    panel.spi().close();
    panel.dc().close();
    assertThatThrownBy(() -> send(1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> panel.dc().set(Level.LOW)).isInstanceOf(IOException.class);
  }

  @Test
  void monochromeControllersComplainToo() throws IOException {
    PanelEmulator oled = PanelEmulator.named("sh1106");
    byte[] all = new byte[140];
    oled.spi().write(new byte[] {(byte) 0xb0, 0x02, 0x10, (byte) 0x20}, 0, 4);
    oled.dc().set(Level.HIGH);
    oled.spi().write(all, 0, all.length);
    assertThat(oled.complaints())
        .containsExactly(
            "SH1106 has no command 20h in this mode",
            "data for column 132 of page 0 is outside the memory");
    PanelEmulator wide = PanelEmulator.named("ssd1306");
    wide.spi().write(new byte[] {0x21, 0, (byte) 0x80, 0x22, 5, 3, (byte) 0x81}, 0, 7);
    wide.dc().set(Level.HIGH);
    wide.spi().write(all, 0, 1);
    assertThat(wide.complaints())
        .containsExactly(
            "window of columns 0..128 is not inside 0..127",
            "window of pages 5..3 is not inside 0..7",
            "data while 81h waits for parameters");
  }

  @Test
  void theRecordingSinkIsStrict() throws IOException {
    RecordingSoundSink sink = new RecordingSoundSink(new SoundFormat(8000, 1));
    assertThatThrownBy(() -> sink.write(new byte[2], 0, 2)).hasMessageContaining("without start");
    sink.start(new SoundFormat(8000, 1));
    assertThatThrownBy(() -> sink.write(new byte[3], 0, 3)).hasMessageContaining("whole frames");
    sink.write(new byte[] {1, 2, (byte) 0xff, (byte) 0xff}, 0, 4);
    sink.drain();
    sink.close();
    assertThat(sink.samples()).containsExactly((short) 0x201, (short) -1);
    assertThat(sink.events()).containsExactly("start 8000 Hz x 1", "drain", "close");
  }
}
