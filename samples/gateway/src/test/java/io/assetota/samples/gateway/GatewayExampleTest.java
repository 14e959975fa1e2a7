package io.assetota.samples.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.Asset;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.ProductData;
import io.assetota.server.EndedUpdate;
import io.assetota.server.EndedUpdate.Outcome;
import io.assetota.server.UpdateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a server, updates, and emulated parts. */
class GatewayExampleTest {
  private static final String TOKEN = "gateway-token-for-tests";
  private static final int DONE = 0;
  private static final int START_AGAIN = 75;

  @TempDir private Path folder;
  private final List<EndedUpdate> ended = new CopyOnWriteArrayList<>();
  private UpdateServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        UpdateServer.builder(folder.resolve("server"))
            .port(0)
            .gatewayToken(TOKEN)
            .whenEnded(ended::add)
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(String... more) {
    Stream<String> usual =
        Stream.of(
            "--home",
            "" + folder.resolve("device"),
            "--out",
            "" + folder.resolve("out"),
            "--server",
            "" + server.url(),
            "--device",
            "hut-7",
            "--gateway-token",
            TOKEN,
            "--once");
    return GatewayExample.run(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  private DeviceStatus device() throws IOException {
    return AssetManager.look(folder.resolve("device"));
  }

  /** Gives a release to the gateway: the sample's assets, with one in place of its own. */
  private void rollOut(int version, String name, byte[] content) throws IOException {
    Path application =
        Files.write(
            folder.resolve("app.bin"),
            ApplicationModule.wrap(
                    Platform.LINUX, new ProductData(1, version), 5500, "gateway.jar", new byte[9])
                .toByteArray());
    BundleBuilder bundle = BundleBuilder.forApplication(application);
    try (Stream<Path> assets = Files.list(Path.of("assets"))) {
      for (Path asset : assets.sorted().toList()) {
        String own = asset.getFileName().toString();
        bundle.asset(own, own.equals(name) ? content : Files.readAllBytes(asset));
      }
    }
    Path file = bundle.writeTo(folder.resolve("release" + version + ".zip")).file();
    server.assign(server.publish(file), "hut-7");
  }

  private byte[] settings(String text) {
    return ("{\"site\": \"" + text + "\"}").getBytes(UTF_8);
  }

  @Test
  void takesUpdatesAndBringsThemToItsParts() throws IOException {
    assertThat(run()).as("it says who it is").isEqualTo(DONE);
    rollOut(1, "settings.json", settings("first"));

    assertThat(run()).as("fetches").isEqualTo(START_AGAIN);
    assertThat(run()).as("the new one starts").isEqualTo(DONE);

    Path out = folder.resolve("out");
    assertThat(out.resolve("files/settings.json")).hasBinaryContent(settings("first"));
    assertThat(out.resolve("panel.png")).isNotEmptyFile();
    assertThat(Files.size(out.resolve("heard.wav"))).isGreaterThan(20_000);
    assertThat(device().handlerResults()).hasSize(4).noneMatch(result -> result.isOpen());

    rollOut(2, "settings.json", settings("second"));
    assertThat(run("--limit-rate", "10000000")).isEqualTo(START_AGAIN);
    assertThat(device().trial()).isPresent();
    assertThat(run()).isEqualTo(DONE);

    assertThat(out.resolve("files/settings.json")).hasBinaryContent(settings("second"));
    assertThat(device().trial()).isEmpty();
    assertThat(ended)
        .extracting(EndedUpdate::outcome)
        .containsExactly(Outcome.FINISHED, Outcome.FINISHED);
  }

  @Test
  void aReleaseThatAPartDoesNotTakeIsRolledBack() throws IOException {
    run();
    rollOut(1, "settings.json", settings("good"));
    run();
    run();
    rollOut(2, "splash.png", "no picture at all".getBytes(UTF_8));

    assertThat(run()).isEqualTo(START_AGAIN);
    for (int starts = 1; starts <= 3; starts++) {
      assertThat(run()).as("it doesn't confirm").isEqualTo(DONE);
      assertThat(device().trial()).isPresent();
    }
    run();

    assertThat(device().trialEnd()).map(TrialEnd::kind).contains(TrialEnd.Kind.KEPT_STARTING);
    assertThat(device().available()).map(Asset::name).contains("splash.png");
    assertThat(device().handlerResults()).noneMatch(result -> result.isOpen());
    assertThat(ended).extracting(EndedUpdate::outcome).endsWith(Outcome.FAILED);
  }

  @Test
  void worksWithoutAServer() {
    assertThat(
            GatewayExample.run(
                "--home", "" + folder.resolve("device"), "--out", "" + folder.resolve("out")))
        .isEqualTo(DONE);
  }

  @Test
  void explainsItself() {
    assertThat(GatewayExample.run("--help")).isEqualTo(DONE);
    assertThat(GatewayExample.run("--colour", "red")).isEqualTo(2);
  }
}
