package io.assetota.handlers.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/**
 * The JavaSound sink against a real ALSA, whose default device is a file; see {@code
 * src/test/alsa}. ALSA reads its configuration once a process, so each test is a process.
 */
@EnabledOnOs(OS.LINUX)
class JavaSoundSinkTest {
  private static final int TIMEOUT_SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void toneComesBackFromAlsaWithItsFrequencyAndLength() throws Exception {
    assumeAlsa();
    Path recorded = folder.resolve("tone.raw");
    String said = run("asoundrc", Map.of("ASSET_OTA_ALSA_FILE", recorded.toString()), List.of());
    assertThat(said).isEqualTo("played");

    SoundFormat format = new SoundFormat(44_100, 2);
    short[] samples = Tones.shorts(Files.readAllBytes(recorded));
    assertThat(samples.length / 2).isBetween(44_100, 44_100 + 4096);
    assertThat(Tones.hertz(samples, format)).isCloseTo(440, offset(0.5));
  }

  @Test
  void machineWithoutAudioIsToldWhatToDo() throws Exception {
    String said = run("empty", Map.of(), List.of());
    assertThat(said)
        .startsWith("refused: this machine has no audio output")
        .contains("aplay -l", "group audio", ".asoundrc");
  }

  @Test
  void unknownDeviceIsAnsweredWithTheNamesOfThose() throws Exception {
    assumeAlsa();
    String said = run("asoundrc", Map.of(), List.of("no such card"));
    assertThat(said).startsWith("refused: no audio output has a name with \"no such card\"");
    assertThat(said).contains("default");
  }

  @Test
  void gainHasARange() {
    assertThatThrownBy(() -> SoundSink.device("x", 7)).hasMessageContaining("-80");
    assertThatThrownBy(() -> SoundSink.device("x", Float.NaN)).hasMessageContaining("NaN");
  }

  /** Skips on a machine without ALSA, but never in CI, where it has to be. */
  private static void assumeAlsa() {
    boolean there =
        Files.isRegularFile(Path.of("/usr/share/alsa/alsa.conf"))
            && Files.isRegularFile(Path.of(System.getProperty("java.home"), "lib", "libjsound.so"));
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(there)
          .as("no ALSA: install libasound2 and libasound2-data, and a Java with libjsound.so")
          .isTrue();
    }
  }

  private String run(String config, Map<String, String> environment, List<String> arguments)
      throws Exception {
    Path configFile = Path.of("src/test/alsa", config).toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        Stream.of(SoundSink.class, PlayTone.class, AssetException.class, Logger.class)
            .map(JavaSoundSinkTest::location)
            .distinct()
            .collect(Collectors.joining(":")));
    command.add(PlayTone.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ALSA_CONFIG_PATH", configFile.toString());
    builder.environment().putAll(environment);
    Path output = folder.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the player did not end: " + Files.readString(output));
    }
    return Files.readString(output).lines().reduce((a, b) -> b).orElse("").strip();
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
