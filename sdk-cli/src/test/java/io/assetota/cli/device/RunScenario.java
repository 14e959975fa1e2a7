package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.cli.testing.ScriptedReleases;
import io.assetota.cli.testing.Started;
import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.AssetHash;
import io.assetota.testing.ProcessFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An update server, and a device that runs what it delivers. */
final class RunScenario implements AutoCloseable {
  static final String DEVICE = "gw-7";
  static final String TOKEN = "gateway-token-for-tests";
  static final String OPERATOR = "operator-token-for-tests";
  private static final Pattern URL = Pattern.compile("--server (\\S+)");

  final Path home;
  private final ScriptedReleases releases;
  private final Started server;
  private final URI url;
  private final HttpClient client = HttpClient.newHttpClient();

  RunScenario(Path folder) throws Exception {
    this.home = folder.resolve("device");
    this.releases = new ScriptedReleases(Files.createDirectories(folder.resolve("releases")));
    Path serving = Files.createDirectories(folder.resolve("serving"));
    this.server =
        Started.asset_ota(
            serving,
            "serve",
            "--data",
            folder.resolve("server"),
            "--port",
            0,
            "--poll",
            "10s",
            "--token",
            TOKEN,
            "--operator-token",
            OPERATOR);
    server.until(() -> URL.matcher(quietly(server::out)).find());
    Matcher told = URL.matcher(server.out());
    assertThat(told.find()).isTrue();
    this.url = URI.create(told.group(1));
  }

  private static String quietly(Callable<String> text) {
    try {
      return text.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  URI url() {
    return url;
  }

  /** The operands of the command that is tested. */
  List<String> run() {
    return List.of(
        "run",
        "--home",
        home.toString(),
        "--server",
        url.toString(),
        "--device",
        DEVICE,
        "--gateway-token",
        TOKEN,
        "--interval",
        "1s",
        "--steady",
        "4s",
        "--confirm-within",
        "2m");
  }

  /** Delivers a release; returns how many updates the server had counted as failed before. */
  int deliver(int version, String script) throws Exception {
    int failed = failures();
    asset_ota(
            "rollout",
            releases.make(version, script),
            "--server",
            url,
            "--token",
            OPERATOR,
            "--device",
            DEVICE)
        .succeeds();
    return failed;
  }

  JsonNode device() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(url.resolve("/api/v1/devices/" + DEVICE))
                .header("Authorization", "Bearer " + OPERATOR)
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
    return new ObjectMapper().readTree(answer.body());
  }

  private int failures() throws IOException, InterruptedException {
    int failed = 0;
    for (JsonNode action : device().path("actions")) {
      failed += action.path("state").asText().equals("ERROR") ? 1 : 0;
    }
    return failed;
  }

  private boolean runs(int version) throws IOException, InterruptedException {
    JsonNode attributes = device().path("attributes");
    return attributes.path("app.version").asText().equals("" + version)
        && attributes.path("runtime.version").asText().equals("" + version)
        && attributes.path("runtime.state").asText().equals("running");
  }

  /** Waits until the server knows that a version runs for good. */
  void awaitRunning(int version, Duration bound) throws Exception {
    await(bound, () -> runs(version) && AssetManager.look(home).trial().isEmpty());
    DeviceStatus status = AssetManager.look(home);
    assertThat(status.application().map(InstalledApplication::release)).contains("" + version);
    assertThat(status.available().get(0).hash())
        .isEqualTo(AssetHash.ofContent(ScriptedReleases.asset(version).getBytes(UTF_8)));
    assertThat(status.missing()).isEmpty();
  }

  /**
   * Waits until the server has been told that an update failed, and a version runs again.
   *
   * @return what it was told
   */
  String awaitFailure(int failedBefore, int versionThatIsBack, Duration bound) throws Exception {
    await(bound, () -> failures() > failedBefore);
    String told = "";
    for (JsonNode status : device().path("history")) {
      if (told.isEmpty() && status.path("finished").asText().equalsIgnoreCase("failure")) {
        told = status.path("details").toString();
      }
    }
    awaitRunning(versionThatIsBack, bound);
    return told;
  }

  private void await(Duration bound, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + bound + ": " + device().toPrettyString());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** The device's processes that run an application of this scenario. */
  List<Long> applications() {
    return ProcessHandle.allProcesses()
        .filter(p -> ProcessFiles.read(p.pid(), "cmdline").contains("-jar"))
        .filter(p -> ProcessFiles.read(p.pid(), "environ").contains("ASSET_OTA_HOME=" + home))
        .map(ProcessHandle::pid)
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
