package io.assetota.samples.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.model.Asset;
import io.assetota.handlers.testkit.TestDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample on emulated parts. That it is run and updated is tested with the demo. */
class GatewayExampleTest {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @TempDir private Path folder;

  private int run(String... more) {
    Stream<String> usual =
        Stream.of(
            "--home", "" + folder.resolve("device"), "--out", "" + folder.resolve("out"), "--once");
    return GatewayExample.run(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  private DeviceStatus device() throws IOException {
    return AssetManager.look(folder.resolve("device"));
  }

  /** Installs the sample's assets, with one in place of its own. */
  private void install(int version, String name, byte[] content) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (Stream<Path> assets = Files.list(Path.of("assets"))) {
      for (Path asset : assets.sorted().toList()) {
        String own = asset.getFileName().toString();
        contents.put(own, own.equals(name) ? content : Files.readAllBytes(asset));
      }
    }
    new TestDevice(folder.resolve("device"))
        .installOnTrial(version, contents, Duration.ofMinutes(10));
  }

  private byte[] settings(String text) {
    return ("{\"site\": \"" + text + "\"}").getBytes(UTF_8);
  }

  @Test
  void bringsItsAssetsToItsPartsAndConfirms() throws IOException {
    install(1, "settings.json", settings("first"));
    assertThat(run()).isEqualTo(DONE);

    Path out = folder.resolve("out");
    assertThat(out.resolve("files/settings.json")).hasBinaryContent(settings("first"));
    assertThat(out.resolve("panel.png")).isNotEmptyFile();
    assertThat(Files.size(out.resolve("heard.wav"))).isGreaterThan(20_000);
    assertThat(device().handlerResults()).hasSize(4).noneMatch(result -> result.isOpen());

    install(2, "settings.json", settings("second"));
    assertThat(device().trial()).isPresent();
    assertThat(run()).isEqualTo(DONE);
    assertThat(out.resolve("files/settings.json")).hasBinaryContent(settings("second"));
    assertThat(device().trial()).isEmpty();
  }

  @Test
  void aReleaseThatAPartDoesNotTakeIsNotConfirmed() throws IOException {
    install(1, "settings.json", settings("good"));
    assertThat(run()).isEqualTo(DONE);
    install(2, "splash.png", "no picture at all".getBytes(UTF_8));
    assertThat(run()).isEqualTo(FAILED);
    assertThat(device().trial()).isPresent();
    assertThat(device().available()).map(Asset::name).contains("splash.png");
  }

  @Test
  void worksWithoutAnApplicationInItsFolder() {
    assertThat(run()).isEqualTo(DONE);
  }

  @Test
  void explainsItself() {
    assertThat(GatewayExample.run("--help")).isEqualTo(DONE);
    assertThat(GatewayExample.run("--colour", "red")).isEqualTo(2);
  }

  @Test
  void itsFilesNameWhatIsThere() throws IOException {
    List<String> unit = Files.readAllLines(Path.of("gateway.service"));
    assertThat(unit)
        .contains("EnvironmentFile=/etc/gateway.env", "Type=notify", "StartLimitIntervalSec=0");
    assertThat(Files.readString(Path.of("gateway.env"))).contains("GATEWAY_SERVER=");
  }
}
