package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers for Prometheus. */
class MetricsTest {
  private static final String TOKEN = "metrics-token-for-tests";

  @TempDir Path folder;
  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(UpdateServerBuilder builder) throws IOException {
    server = new TestServer(builder.start());
  }

  private UpdateServerBuilder builder() {
    return TestServer.builder(folder.resolve("data"));
  }

  private String metrics() {
    HttpResponse<String> answer = server.send(server.request("/metrics"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    return answer.body();
  }

  private Stream<String> lines(String begin) {
    return metrics().lines().filter(line -> line.startsWith(begin));
  }

  /** Three devices: one updated, one failed, one that has done nothing. */
  private void fill() throws IOException {
    PublishedRelease release = server.server.publish(TestBundles.small(folder, 1));
    for (String device : List.of("gw-1", "gw-2", "gw-3")) {
      server.get(base(device));
    }
    server.server.createDevice("gw-never");
    server.server.assign(release, "gw-1");
    server.server.assign(release, "gw-2");
    String action = server.begin("gw-1");
    String artifact =
        server
            .get(base("gw-1") + "/deploymentBase/" + action)
            .at("/deployment/chunks/0/artifacts/0/_links/download-http/href")
            .asText();
    assertThat(server.bytes(server.device(artifact)).statusCode()).isEqualTo(200);
    server.feedback("gw-1", action, "closed", "success");
    server.feedback("gw-2", server.begin("gw-2"), "closed", "failure");
  }

  @Test
  void countsWhatHappened() throws IOException {
    start(builder());
    fill();
    long size = server.api(server.operator("/api/v1/releases"), 200).at("/0/size").asLong();
    assertThat(metrics().lines())
        .contains(
            "assetota_devices{state=\"finished\"} 1.0",
            "assetota_devices{state=\"error\"} 1.0",
            "assetota_devices{state=\"none\"} 2.0",
            "assetota_devices{state=\"running\"} 0.0",
            "assetota_updates_total{release=\"1\",result=\"finished\"} 1.0",
            "assetota_updates_total{release=\"1\",result=\"failed\"} 1.0",
            "assetota_updates_total{release=\"1\",result=\"cancelled\"} 0.0",
            "assetota_updates_total{release=\"other\",result=\"failed\"} 0.0",
            "assetota_release_info{name=\"kiosk.jar\",release=\"1\",version=\"1\"} 1",
            "assetota_rollouts{state=\"done\"} 2.0",
            "assetota_releases 1.0")
        .anyMatch(line -> line.matches("assetota_sent_bytes_total " + (double) size))
        .anyMatch(line -> line.matches("assetota_database_size_bytes \\d{5,}\\.0"))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
        .anyMatch(line -> line.startsWith("process_open_fds "));
  }

  @Test
  void seesWhenDevicesCame() throws IOException {
    start(builder());
    fill();
    server.close();
    // Closing has saved when the devices were last seen.
    start(builder());
    assertThat(lines("assetota_devices_seen"))
        .containsExactlyInAnyOrder(
            "assetota_devices_seen{within=\"5m\"} 3.0",
            "assetota_devices_seen{within=\"1h\"} 0.0",
            "assetota_devices_seen{within=\"1d\"} 0.0",
            "assetota_devices_seen{within=\"7d\"} 0.0",
            "assetota_devices_seen{within=\"older\"} 0.0",
            "assetota_devices_seen{within=\"never\"} 1.0");
  }

  @Test
  void namesRoutesAndNotWhatClientsWrite() throws IOException {
    start(builder());
    fill();
    for (int i = 0; i < 30; i++) {
      server.send(server.request("/made-up-" + i));
      server.send(server.request("/api/v1/devices/made-up-" + i));
    }
    // A request is counted when its answer was sent, so the last ones may not be yet.
    Waiting.until(
        "all requests are counted",
        () ->
            metrics().contains("assetota_http_requests_total{area=\"none\",status=\"4xx\"} 30.0")
                && metrics()
                    .contains("assetota_http_requests_total{area=\"api\",status=\"4xx\"} 30.0"));
    assertThat(metrics())
        .doesNotContain("made-up", "gw-1")
        .contains(
            "area=\"devices\",route=\"/DEFAULT/controller/v1/{device}\"",
            "route=\"/api/v1/devices/{id}\"");
  }

  @Test
  void isForProgramsOnItsMachine() throws IOException {
    start(builder());
    for (String header : List.of("X-Forwarded-For", "Forwarded", "Via")) {
      assertThat(server.send(server.request("/metrics").header(header, "10.0.0.1")).statusCode())
          .isEqualTo(403);
    }
    assertThat(server.send(server.request("/metrics?x=1")).statusCode()).isEqualTo(400);
    assertThat(metrics()).contains("assetota_devices");
  }

  @Test
  void isForNobodyBehindAProxy() throws IOException {
    int port = Prometheus.freePort();
    start(builder().port(port).publicUrl(URI.create("https://updates.example")));
    assertThat(server.send(server.request("http://127.0.0.1:" + port + "/metrics")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void hasATokenOfItsOwn() throws IOException {
    start(builder().metricsToken(TOKEN));
    for (String wrong : List.of("", "x", TestServer.OPERATOR_TOKEN, TestServer.GATEWAY_TOKEN)) {
      assertThat(
              server
                  .send(server.request("/metrics").header("Authorization", "Bearer " + wrong))
                  .statusCode())
          .isEqualTo(401);
    }
    assertThat(
            server
                .send(server.request("/metrics").header("Authorization", "Bearer " + TOKEN))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            server
                .send(server.request("/api/v1/releases").header("Authorization", "Bearer " + TOKEN))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void isWhatPrometheusExpects() throws IOException, InterruptedException {
    Prometheus.requirePromtool();
    start(builder());
    fill();
    assertThat(Prometheus.promtool(metrics().getBytes(UTF_8), "check", "metrics")).isEmpty();
  }
}
