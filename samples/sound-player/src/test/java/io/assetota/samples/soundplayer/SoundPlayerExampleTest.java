package io.assetota.samples.soundplayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.testkit.TestDevice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundPlayerExampleTest {
  private static final int WAV_HEADER = 44;

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private byte[] bell;
  private byte[] chime;

  @BeforeEach
  void install() throws IOException {
    bell = Files.readAllBytes(Path.of("assets/bell.wav"));
    chime = Files.readAllBytes(Path.of("assets/chime.wav"));
    new TestDevice(folder.resolve("device")).install(Map.of("bell.wav", bell, "chime.wav", chime));
  }

  private int run(String... args) {
    return SoundPlayerExample.run(args, new PrintStream(said, true, UTF_8));
  }

  @Test
  void playsAllIntoAFile() throws IOException {
    Path wav = folder.resolve("heard.wav");
    assertThat(run("--home", "" + folder.resolve("device"), "--wav", "" + wav)).isZero();
    assertThat(said.toString(UTF_8))
        .contains("playing bell.wav", "playing chime.wav", "what would be heard is in");
    assertThat(Files.size(wav)).isEqualTo(bell.length + chime.length - WAV_HEADER);
  }

  @Test
  void playsWhatIsAskedFor() throws IOException {
    Path wav = folder.resolve("heard.wav");
    assertThat(
            run("--home", "" + folder.resolve("device"), "--wav", "" + wav, "bell.wav", "bell.wav"))
        .isZero();
    assertThat(Files.size(wav)).isEqualTo(2L * bell.length - WAV_HEADER);
  }

  @Test
  void namesWhatThereIs() {
    Path wav = folder.resolve("heard.wav");
    assertThat(run("--home", "" + folder.resolve("device"), "--wav", "" + wav, "gong.wav"))
        .isEqualTo(1);
    assertThat(said.toString(UTF_8)).contains("gong.wav").contains("bell.wav");
    assertThat(run("--loud")).isEqualTo(2);
  }
}
