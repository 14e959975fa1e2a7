package io.assetota.server;

import static io.assetota.server.TestServer.GATEWAY_TOKEN;
import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Devices keep their connections between polls: thousands of them have to fit into a small heap.
 */
class KeptConnectionsTest {
  private static final int CONNECTIONS = 200;
  private static final int POLLS = 3;
  private static final int DEVICES_AT_ADDRESS = 50;

  /** With the side of the client, which is in the same heap. */
  private static final long MOST_BYTES_EACH = 24 * 1024;

  @TempDir Path folder;

  @Test
  void keepLittleMemory() throws IOException {
    List<Stranger> devices = new ArrayList<>();
    try (TestServer server = TestServer.start(folder.resolve("data"))) {
      poll(server, devices, 1); // the first one brings classes
      long before = usedHeap();
      for (int i = 1; i <= CONNECTIONS; i++) {
        poll(server, devices, i);
      }
      assertThat((usedHeap() - before) / CONNECTIONS).isLessThan(MOST_BYTES_EACH);
    } finally {
      for (Stranger device : devices) {
        device.close();
      }
    }
  }

  private static void poll(TestServer server, List<Stranger> devices, int number)
      throws IOException {
    Stranger device =
        Stranger.from("127.0.2." + (1 + number / DEVICES_AT_ADDRESS), server.server.url());
    devices.add(device);
    for (int i = 0; i < POLLS; i++) {
      device.get(base("gw-" + number), "Authorization: GatewayToken " + GATEWAY_TOKEN);
      assertThat(device.status()).isEqualTo(200);
      assertThat(device.body()).isNotEmpty();
    }
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
