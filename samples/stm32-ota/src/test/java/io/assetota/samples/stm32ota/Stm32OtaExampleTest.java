package io.assetota.samples.stm32ota;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.AssetManager;
import io.assetota.handlers.testkit.TestDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Stm32OtaExampleTest {
  @TempDir Path home;

  @TempDir Path parts;

  private int run() {
    return Stm32OtaExample.run("--home", home.toString(), "--parts", parts.toString());
  }

  @Test
  void flashesAnEmulatedPartAndHandlesEachAssetOnce() throws Exception {
    byte[] blink = Files.readAllBytes(Path.of("assets", "blink.bin"));
    new TestDevice(home).install(Map.of("blink.bin", blink, "other.txt", new byte[] {1}));
    assertThat(run()).isZero();
    try (AssetManager assets = AssetManager.open(home)) {
      assertThat(assets.start().outcome()).hasToString("NOTHING_NEW");
    }
  }

  @Test
  void anImageThatDoesNotFitIsAFailure() throws Exception {
    byte[] blink = Files.readAllBytes(Path.of("assets", "blink.bin"));
    new TestDevice(home).install(Map.of("blink.bin", Arrays.copyOf(blink, 140_000)));
    assertThat(run()).isEqualTo(1);
  }

  @Test
  void anotherVersionThanItIsForIsAFailureThatTakesTheApplicationBack() throws Exception {
    byte[] blink = Files.readAllBytes(Path.of("assets", "blink.bin"));
    TestDevice device = new TestDevice(home);
    device.installOnTrial(1, Map.of("blink.bin", blink), Duration.ofHours(1));
    assertThat(run()).isZero();
    byte[] other = blink.clone();
    other[0x1e] = 2;
    device.installOnTrial(2, Map.of("blink.bin", other), Duration.ofHours(1));
    assertThat(run()).isEqualTo(1);
    assertThat(AssetManager.look(home).application().orElseThrow().release()).isEqualTo("1");
    assertThat(run()).isZero();
    assertThat(AssetManager.look(home).parts())
        .extracting(part -> part.version().orElse("?"))
        .containsExactly("0x00010000");
  }

  @Test
  void wrongArgumentsAreTold() {
    assertThat(Stm32OtaExample.run("--pins", "17")).isEqualTo(2);
    assertThat(Stm32OtaExample.run("--nope")).isEqualTo(2);
    assertThat(Stm32OtaExample.run("--help")).isZero();
    assertThat(Stm32OtaExample.run("--home", home.toString(), "--port", "/dev/nope")).isEqualTo(1);
  }
}
