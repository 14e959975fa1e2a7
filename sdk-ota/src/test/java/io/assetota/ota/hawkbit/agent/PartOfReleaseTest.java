package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.StartResult.Outcome;
import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.ota.Bundles;
import io.assetota.ota.UpdateAgent;
import io.assetota.testing.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server hears of a part behind the board, from an agent beside the application. */
@Timeout(120)
class PartOfReleaseTest {
  @TempDir private Path folder;
  private ScriptedHawkbit server;
  private Installer device;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedHawkbit();
    device = Installer.open(folder.resolve("device"));
    Path first = Bundles.build(folder.resolve("1.zip"), 1, Map.of("radio.bin", new byte[] {1}));
    UpdateAgent.forDevice(device).build().install(first);
  }

  @AfterEach
  void stop() throws IOException {
    device.close();
    server.close();
  }

  private HawkbitAgent agent() throws IOException {
    UpdateAgent onTrial =
        UpdateAgent.forDevice(device).confirmingWithin(Duration.ofHours(1)).build();
    return HawkbitAgent.of(server.client(1), HawkbitDevice.of(device, onTrial)).build();
  }

  /** The program of the part tells its version by its first byte; 2 never works. */
  private static final class Radio implements AssetHandler {
    @Override
    public void handle(Asset asset, HandlerContext context) throws IOException {
      byte[] program = new byte[1];
      asset.peek(program);
      if (program[0] == 2) {
        throw new UnsuitableAssetException("radio: it is silent", null);
      }
      context.partVersion("radio", Optional.of("v" + program[0] + " ü"));
    }

    @Override
    public boolean isEssential() {
      return true;
    }
  }

  private Outcome runApplication() throws IOException {
    try (AssetManager assets = AssetManager.open(folder.resolve("device"))) {
      assets.onAssetOta(AssetRouter.builder().route("radio.bin", new Radio()).build());
      return assets.start().outcome();
    }
  }

  private List<String> told() {
    return server.web.requests().stream()
        .filter(request -> request.is("PUT", ScriptedHawkbit.BASE + "/configData"))
        .map(Request::body)
        .toList();
  }

  @Test
  void theServerHearsTheVersionOfAPart() throws IOException {
    assertThat(runApplication()).isEqualTo(Outcome.NOTIFIED);
    agent().runOnce();
    assertThat(told()).singleElement().asString().contains("\"part.radio.version\":\"v1 %C3%BC\"");
  }

  @Test
  void theServerHearsThatAPartTookItsReleaseBack() throws IOException {
    server.offer(
        "1", Bundles.build(folder.resolve("2.zip"), 2, Map.of("radio.bin", new byte[] {2})));
    assertThat(agent().runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(runApplication()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(agent().runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(server.heard("closed failure"))
        .containsExactly(
            "closed failure the previous application is back: failed: asset radio.bin: radio: it is"
                + " silent");
  }
}
