package io.assetota.cli;

import static io.assetota.cli.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve}, in a process of its own, until it is ended. */
class ServeCommandTest {
  private static final int TERMINATED = 128 + 15;
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
          .contains("The update server runs", "console  http://localhost:", "user admin")
          .contains("asset-ota agent --home DIR --server http://localhost:")
          .doesNotContain("password", TOKEN);
      assertThat(ran.err()).startsWith("warning: without TLS").hasLineCount(1);
    }
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
        .contains("no time span");
    assertThat(asset_ota("serve", "--data", data, "--max-bundle", "huge").isWrongUsage().err())
        .contains("no size");
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
