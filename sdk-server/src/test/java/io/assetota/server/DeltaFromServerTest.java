package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.Platform;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.hawkbit.agent.HawkbitDevice;
import io.assetota.ota.hawkbit.agent.HawkbitStep;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.ota.http.HttpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release whose asset is the previous one's with a change: the server sends what changed. */
class DeltaFromServerTest {
  private static final String SENT = "assetota_sent_bytes_total ";

  /** The directory, the head, the application, and what is needed of the table of chunks. */
  private static final int FRAME = 24_000;

  @TempDir Path folder;

  private static HawkbitAgent agent(TestServer server, Installer device) throws IOException {
    DdiEndpoint endpoint =
        new DdiEndpoint(
            server.server.url(),
            DdiEndpoint.DEFAULT_TENANT,
            "gw",
            DdiCredentials.gatewayToken(TestServer.GATEWAY_TOKEN));
    return HawkbitAgent.of(
            new DdiClient(endpoint, HttpOptions.defaults()),
            HawkbitDevice.of(device, UpdateAgent.forDevice(device).build()))
        .build();
  }

  private static void runUntilInstalled(HawkbitAgent agent) throws IOException {
    int runs = 0;
    while (agent.runOnce() != HawkbitStep.INSTALLED) {
      assertThat(++runs).isLessThan(4);
    }
  }

  private static long sent(TestServer server) {
    return server
        .send(server.request("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(SENT))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(SENT.length())))
        .sum();
  }

  private Path bundle(int version, byte[] map) throws IOException {
    return TestBundles.build(folder, Platform.LINUX, version, "kiosk.jar", Map.of("map.bin", map));
  }

  @Test
  void theServerSendsTheChunksThatChanged() throws IOException {
    byte[] before = TestBundles.noise(1, 3_000_000);
    byte[] after = before.clone();
    System.arraycopy(TestBundles.noise(2, 1000), 0, after, 1_700_000, 1000);
    Path second = bundle(2, after);
    try (TestServer server = TestServer.start(folder.resolve("data"));
        Installer device = Installer.open(folder.resolve("device"));
        HawkbitAgent agent = agent(server, device)) {
      server.get(base("gw"));
      server.server.assign(server.server.publish(bundle(1, before)), "gw");
      runUntilInstalled(agent);
      long whole = sent(server);
      assertThat(whole).isGreaterThan(before.length);

      server.server.assign(server.server.publish(second), "gw");
      runUntilInstalled(agent);

      assertThat(sent(server) - whole).isBetween(1000L, 16L * 1024 + FRAME);
      assertThat(Files.size(second)).isGreaterThan(before.length);
      try (AssetReader map = device.status().available().get(0).open()) {
        assertThat(map.readAllBytes()).isEqualTo(after);
      }
    }
  }
}
