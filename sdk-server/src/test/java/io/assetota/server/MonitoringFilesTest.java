package io.assetota.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules, the dashboard and the configuration in docs/monitoring, with a real Prometheus. */
class MonitoringFilesTest {
  private static final Path FILES = Path.of("..", "docs", "monitoring");
  private static final Path RULES = FILES.resolve("asset-ota.rules.yml");
  private static final Pattern NAMES = Pattern.compile("\\b(?:assetota|jvm|process)_[a-z0-9_]+");
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
    server.get(TestServer.base("gw-1"));
    Waiting.until(
        "the poll and a scrape are counted",
        () -> exported().contains("assetota_http_request_seconds_bucket"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** The names of all series that the server has. */
  private Set<String> exported() {
    return server
        .send(server.request("/metrics"))
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[ {]", 2)[0])
        .collect(Collectors.toSet());
  }

  private static List<String> namesIn(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAMES.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  @Test
  void theRulesAreValidAndAboutOurMetrics() throws IOException, InterruptedException {
    Prometheus.requirePromtool();
    String answer = Prometheus.promtool(new byte[0], "check", "rules", RULES.toString());
    assertThat(answer).contains("6 rules found");
    assertThat(namesIn(Files.readString(RULES))).isNotEmpty().allMatch(exported()::contains);
  }

  @Test
  void theDashboardAsksForOurMetrics() throws IOException, InterruptedException {
    server.server.publish(TestBundles.small(folder, 1));
    JsonNode dashboard =
        TestServer.JSON.readTree(Files.readAllBytes(FILES.resolve("grafana-dashboard.json")));
    List<String> queries = dashboard.findValuesAsText("expr");
    assertThat(queries).hasSizeGreaterThan(10);
    Set<String> exported = exported();
    for (String query : queries) {
      assertThat(namesIn(query)).as(query).isNotEmpty().allMatch(exported::contains);
    }
    // The other way round: nobody has to find out by themselves what our own metrics are for.
    String all = String.join("\n", queries) + Files.readString(RULES) + dashboard;
    assertThat(exported.stream().filter(n -> n.startsWith("assetota_")))
        .allMatch(name -> all.contains(name.replaceFirst("_(count|sum)$", "_bucket")));
    Prometheus.requirePromtool();
    StringBuilder rules = new StringBuilder("groups: [{name: dashboard, rules: [\n");
    for (String query : queries) {
      String text = TestServer.JSON.writeValueAsString(query.replace("$instance", "localhost"));
      rules.append("{record: asked, expr: ").append(text).append("},\n");
    }
    Path file = Files.writeString(folder.resolve("queries.yml"), rules + "]}]\n");
    Prometheus.promtool(new byte[0], "check", "rules", "--lint=none", file.toString());
  }

  @Test
  void theConfigurationIsValid() throws IOException, InterruptedException {
    Prometheus.requirePromtool();
    Path file = FILES.resolve("prometheus.yml");
    assertThat(Prometheus.promtool(new byte[0], "check", "config", file.toString()))
        .contains("SUCCESS");
  }

  @Test
  @Tag("long")
  void aRealPrometheusScrapesTheServer() throws IOException, InterruptedException {
    Prometheus.requirePromtool();
    String address = server.url("/").getAuthority();
    String configuration =
        Files.readString(FILES.resolve("prometheus.yml"))
            .replace("scrape_interval: 15s", "scrape_interval: 1s")
            .replace("localhost:8080", address);
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    Files.copy(RULES, folder.resolve("asset-ota.rules.yml"));
    int port = Prometheus.freePort();
    Process prometheus =
        new ProcessBuilder(
                Prometheus.SERVER.toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    try {
      String query = "http://127.0.0.1:" + port + "/api/v1/query?query=";
      JsonNode up = await(query + "up%7Bjob%3D%22asset-ota%22%7D%20%3D%3D%201");
      assertThat(up.at("/metric/instance").asText()).isEqualTo(address);
      JsonNode devices = await(query + "assetota_devices%7Bstate%3D%22none%22%7D");
      assertThat(devices.at("/value/1").asText()).isEqualTo("1");
      await(query + "assetota_http_request_seconds_count%7Barea%3D%22metrics%22%7D%20%3E%200");
      JsonNode rules =
          TestServer.JSON.readTree(
              server.send(server.request("http://127.0.0.1:" + port + "/api/v1/rules")).body());
      assertThat(rules.findValuesAsText("health")).isNotEmpty().doesNotContain("err");
    } finally {
      prometheus.destroyForcibly().waitFor();
    }
    assertThat(Files.readString(folder.resolve("prometheus.log"), UTF_8))
        .doesNotContain("level=error");
  }

  /** Asks until there is an answer, as Prometheus scrapes once a second. */
  private JsonNode await(String query) throws IOException, InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (System.nanoTime() < end) {
      try {
        JsonNode result =
            TestServer.JSON.readTree(server.send(server.request(query)).body()).at("/data/result");
        if (!result.isEmpty()) {
          return result.get(0);
        }
      } catch (java.io.UncheckedIOException e) {
        // It is still starting.
      }
      Thread.sleep(100);
    }
    throw new AssertionError(
        "no answer to " + query + ":\n" + Files.readString(folder.resolve("prometheus.log")));
  }
}
