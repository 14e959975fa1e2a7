package io.assetota.cli.fleet;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve}, in a process of its own, until it is ended. */
@Tag("long")
class ServeCommandTest {
  private static final int TERMINATED = 128 + 15;

  /** What a pipe of Linux holds. */
  private static final int PIPE = 64 * 1024;

  private static final String TOKEN = "gateway-token-for-tests";
  private static final String OPERATOR_TOKEN = "operator-token-for-tests";

  @TempDir Path folder;

  private static boolean says(Started serve, String end) {
    try {
      return serve.out().endsWith(end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  @Test
  void servesUntilItIsEndedAndGoesOnAfterwards() throws Exception {
    Path data = folder.resolve("data");
    Path bundle = new Inputs(folder).bundle("b.zip", 3, "a.txt", "text");
    Object[] command = {
      "serve",
      "--data",
      data,
      "--port",
      0,
      "--token",
      TOKEN,
      "--operator-token",
      OPERATOR_TOKEN,
      "--poll",
      "7m",
      "--max-bundle",
      "10m",
      "--json"
    };
    try (Started serve = Started.asset_ota(folder, command)) {
      serve.until(() -> says(serve, "}\n"));
      JsonNode told = new ObjectMapper().readTree(serve.out());
      URI url = URI.create(told.at("/url").asText());
      assertThat(told.at("/initialPassword").asText()).hasSizeGreaterThanOrEqualTo(16);
      HttpRequest.Builder upload =
          HttpRequest.newBuilder(url.resolve("/api/v1/releases"))
              .header("Authorization", "Bearer " + OPERATOR_TOKEN)
              .POST(BodyPublishers.ofFile(bundle));
      assertThat(status(upload)).isEqualTo(201);
      HttpRequest.Builder poll =
          HttpRequest.newBuilder(url.resolve("/DEFAULT/controller/v1/gw"))
              .header("Authorization", "GatewayToken " + TOKEN);
      assertThat(HttpClient.newHttpClient().send(poll.build(), BodyHandlers.ofString()).body())
          .contains("00:07:00");

      Ran ran = serve.terminate();

      assertThat(ran.exitCode()).isEqualTo(TERMINATED);
      assertThat(ran.err()).isEmpty();
    }
    try (Started serve = Started.asset_ota(folder, command)) {
      serve.until(() -> says(serve, "}\n"));
      JsonNode told = new ObjectMapper().readTree(serve.out());
      assertThat(told.at("/initialPassword").isNull()).isTrue();
      HttpRequest.Builder device =
          HttpRequest.newBuilder(URI.create(told.at("/url").asText()).resolve("/api/v1/devices/gw"))
              .header("Authorization", "Bearer " + OPERATOR_TOKEN);
      assertThat(status(device)).isEqualTo(200);
    }
  }

  @Test
  void tellsPeopleHowToReachIt() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "my own password\n");
    Path options =
        Files.writeString(
            folder.resolve("options"),
            "--data '" + folder.resolve("data") + "' --token " + TOKEN + "\n");
    try (Started serve =
        Started.asset_ota(
            folder,
            "serve",
            "@" + options,
            "--host",
            "0.0.0.0",
            "--port",
            0,
            "--admin-password-file",
            password)) {
      Ran ran = serve.until(() -> says(serve, "--gateway-token TOKEN\n")).terminate();

      assertThat(ran.out())
          .contains("The update server is running", "console  http://localhost:", "user admin")
          .contains("asset-ota agent --home DIR --server http://localhost:")
          .doesNotContain("password", TOKEN);
      assertThat(ran.err()).startsWith("warning: without TLS").hasLineCount(1);
    }
  }

  @Test
  void servesThoughNobodyReadsItsOutput() throws Exception {
    Path unread = folder.resolve("unread");
    assumeTrue(new ProcessBuilder("mkfifo", unread.toString()).start().waitFor() == 0);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>(Started.java());
    command.addAll(List.of("serve", "--data", folder.resolve("data").toString()));
    command.addAll(List.of("--port", "" + port, "--token", TOKEN));
    command.addAll(List.of("--operator-token", OPERATOR_TOKEN));
    ProcessBuilder serve = new ProcessBuilder(command);
    // Opened for reading, too, so that there is a pipe, which is full and stays so.
    try (RandomAccessFile pipe = new RandomAccessFile(unread.toFile(), "rw");
        FileInputStream content = new FileInputStream(pipe.getFD())) {
      Thread fill = new Thread(() -> fill(pipe));
      fill.setDaemon(true);
      fill.start();
      while (content.available() < PIPE) {
        Thread.sleep(1);
      }
      Process process =
          serve.redirectOutput(unread.toFile()).redirectError(unread.toFile()).start();
      try {
        URI url = URI.create("http://127.0.0.1:" + port);
        awaitListening(url);
        for (int i = 0; i < 3; i++) {
          HttpRequest.Builder wrongLogin =
              HttpRequest.newBuilder(url.resolve("/login"))
                  .timeout(Duration.ofSeconds(20))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("user=admin&password=wrong&to=/"));
          assertThat(status(wrongLogin)).isEqualTo(401);
        }
        updateOne(url);
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ends").isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Lets a device end an update, which the server tells. */
  private void updateOne(URI url) throws Exception {
    Path bundle = new Inputs(folder).bundle("b.zip", 3, "a.txt", "text");
    assertThat(status(operator(url, "/api/v1/releases").POST(BodyPublishers.ofFile(bundle))))
        .isEqualTo(201);
    assertThat(status(device(url, ""))).isEqualTo(200);
    assertThat(
            status(
                operator(url, "/api/v1/rollouts")
                    .POST(BodyPublishers.ofString("{\"release\":1,\"device\":\"gw\"}"))))
        .isEqualTo(201);
    assertThat(status(device(url, "/deploymentBase/1"))).isEqualTo(200);
    String closed = "{\"status\":{\"execution\":\"closed\",\"result\":{\"finished\":\"success\"}}}";
    assertThat(
            status(device(url, "/deploymentBase/1/feedback").POST(BodyPublishers.ofString(closed))))
        .isEqualTo(200);
  }

  private static HttpRequest.Builder operator(URI url, String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + OPERATOR_TOKEN);
  }

  private static HttpRequest.Builder device(URI url, String path) {
    return HttpRequest.newBuilder(url.resolve("/DEFAULT/controller/v1/gw" + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "GatewayToken " + TOKEN);
  }

  private static void fill(RandomAccessFile pipe) {
    try {
      while (true) {
        pipe.write(new byte[4096]);
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private static void awaitListening(URI url) throws InterruptedException {
    for (int i = 0; i < 3000; i++) {
      try {
        new Socket(url.getHost(), url.getPort()).close();
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
  }

  @Test
  void aLostPasswordIsReset() throws Exception {
    Path data = folder.resolve("data");
    Set<String> passwords = new HashSet<>();
    for (String more : List.of("--poll=5m", "--reset-password")) {
      try (Started serve =
          Started.asset_ota(folder, "serve", "--data", data, "--port", 0, "--json", more)) {
        serve.until(() -> says(serve, "}\n"));
        JsonNode told = new ObjectMapper().readTree(serve.out());
        passwords.add(told.at("/initialPassword").asText());
        serve.terminate();
      }
    }
    assertThat(passwords).hasSize(2).allMatch(password -> password.length() >= 16);
    assertThat(
            asset_ota("serve", "--data", data, "--reset-password", "--admin-password-file", data)
                .isWrongUsage()
                .err())
        .contains("--reset-password");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path data = folder.resolve("data");
    Path file = Files.writeString(folder.resolve("short"), "short");
    assertThat(asset_ota("serve").isWrongUsage().err()).contains("--data");
    assertThat(asset_ota("serve", "--data", data, "--token", "short").isWrongUsage().err())
        .contains("--token: a token has 16 to 512");
    assertThat(asset_ota("serve", "--data", data, "--operator-token", "").isWrongUsage().err())
        .contains("--operator-token: a token has 16");
    assertThat(
            asset_ota("serve", "--data", data, "--token", TOKEN, "--operator-token", TOKEN)
                .isWrongUsage()
                .err())
        .contains("have to differ");
    assertThat(
            asset_ota("serve", "--data", data, "--admin-password-file", file).isWrongUsage().err())
        .contains("a password has 10 to");
    assertThat(asset_ota("serve", "--data", data, "--poll", "2d").isWrongUsage().err())
        .contains("1 second to 1 day");
    assertThat(asset_ota("serve", "--data", data, "--poll", "often").isWrongUsage().err())
        .contains("not a duration");
    assertThat(asset_ota("serve", "--data", data, "--max-bundle", "huge").isWrongUsage().err())
        .contains("not a size");
    assertThat(
            asset_ota("serve", "--data", data, "--public-url", "https://a/b").isWrongUsage().err())
        .contains("--public-url");
    assertThat(asset_ota("serve", "--data", data, "--port", "70000").isWrongUsage().err())
        .contains("--port");
    assertThat(data).doesNotExist();
    assertThat(asset_ota("serve", "--data", file).fails().err()).contains("short");
    assertThat(asset_ota("serve", "--data", data, "--tls", file).fails().err())
        .contains("key store");
    assertThat(asset_ota("serve", "--data", data, "--tls", folder.resolve("none")).fails().err())
        .contains("no such file");
  }
}
