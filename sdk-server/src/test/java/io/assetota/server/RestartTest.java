package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server still knows after a restart. */
class RestartTest {
  @TempDir Path folder;

  @Test
  void goesOnWhereItWas() throws IOException {
    Path data = folder.resolve("data");
    String action;
    try (TestServer server = TestServer.start(data)) {
      server.get(base("gw"));
      server.server.assign(server.server.publish(TestBundles.small(folder, 1)), "gw");
      action = server.begin("gw");
      assertThat(server.feedback("gw", action, "download", "none")).isEqualTo(200);
    }
    Path upload = data.resolve("incoming/01234567-89ab-cdef-0123-456789abcdef.zip");
    Files.write(upload, new byte[1]);
    // Without any of what was given at the first start.
    try (TestServer server = new TestServer(UpdateServer.builder(data).port(0).start())) {
      assertThat(server.server.initialPassword()).isEmpty();
      assertThat(server.begin("gw")).isEqualTo(action);
      assertThat(server.feedback("gw", action, "closed", "success")).isEqualTo(200);
      assertThat(upload).doesNotExist();
      ConsoleClient client = ConsoleClient.loggedIn(server);
      assertThat(client.page("/devices/gw")).contains("kiosk.jar 1", "closed", "a detail");
    }
  }

  @Test
  void makesUpAPasswordOnce() throws IOException {
    Path data = folder.resolve("data");
    String password;
    try (UpdateServer server = UpdateServer.builder(data).port(0).passwordRounds(1000).start()) {
      password = server.initialPassword().orElseThrow();
      assertThat(password).hasSize(20);
      assertThat(new ConsoleClient(new TestServer(server)).login(password).statusCode())
          .isEqualTo(303);
    }
    try (UpdateServer server = UpdateServer.builder(data).port(0).passwordRounds(1000).start()) {
      assertThat(server.initialPassword()).isEmpty();
    }
  }

  @Test
  void oneServerAtATimeUsesAFolder() throws IOException {
    Path data = folder.resolve("data");
    try (UpdateServer server = UpdateServer.builder(data).port(0).passwordRounds(1000).start()) {
      assertThat(server.url().getPort()).isPositive();
      assertThatThrownBy(() -> UpdateServer.builder(data).port(0).start())
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("Another server is running");
      assertThatThrownBy(
              () ->
                  UpdateServer.builder(folder.resolve("other"))
                      .passwordRounds(1000)
                      .port(server.url().getPort())
                      .start())
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("can't listen");
    }
  }
}
