package io.assetota.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A server on a free port, and what talks to it as a device or as a program. */
final class TestServer implements AutoCloseable {
  static final String GATEWAY_TOKEN = "gateway-token-for-tests";
  static final String OPERATOR_TOKEN = "operator-token-for-tests";
  static final String PASSWORD = "a password for tests";
  static final ObjectMapper JSON = new ObjectMapper();

  final UpdateServer server;
  final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  TestServer(UpdateServer server) {
    this.server = server;
  }

  static TestServer start(Path folder) throws IOException {
    return new TestServer(builder(folder).start());
  }

  static UpdateServerBuilder builder(Path folder) {
    return UpdateServer.builder(folder)
        .port(0)
        .passwordRounds(1000)
        .gatewayToken(GATEWAY_TOKEN)
        .operatorToken(OPERATOR_TOKEN)
        .adminPassword(PASSWORD);
  }

  URI url(String path) {
    return path.startsWith("http") ? URI.create(path) : server.url().resolve(path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(20));
  }

  HttpRequest.Builder device(String path) {
    return request(path).header("Authorization", "GatewayToken " + GATEWAY_TOKEN);
  }

  HttpRequest.Builder operator(String path) {
    return request(path).header("Authorization", "Bearer " + OPERATOR_TOKEN);
  }

  HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
      if (response.request().uri().getPort() == server.url().getPort()) {
        ApiContract.check(response);
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends bytes that no client would, and gives the beginning of the answer: HTTP/1.1 and a code.
   */
  String raw(byte[]... parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url("/").getPort())) {
      for (byte[] part : parts) {
        socket.getOutputStream().write(part);
      }
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  static String base(String device) {
    return "/DEFAULT/controller/v1/" + device;
  }

  JsonNode get(String path) throws IOException {
    HttpResponse<String> response = send(device(path));
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  int post(String path, String body) {
    return send(device(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  int put(String path, String body) {
    return send(device(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)))
        .statusCode();
  }

  int feedback(String device, String action, String execution, String finished) {
    return post(
        base(device) + "/deploymentBase/" + action + "/feedback",
        feedback(execution, finished, "\"a detail\""));
  }

  static String feedback(String execution, String finished, String details) {
    return """
    {"timestamp":1795345200160,"status":{"execution":"%s","result":{"finished":"%s"},"code":200,
    "details":[%s]}}\
    """
        .formatted(execution, finished, details);
  }

  /** Polls, reads the deployment and returns its action's number. */
  String begin(String device) throws IOException {
    String href = get(base(device)).at("/_links/deploymentBase/href").asText();
    assertThat(href).isNotEmpty();
    return get(href).path("id").asText();
  }

  JsonNode api(HttpRequest.Builder request, int status) throws IOException {
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  JsonNode startRollout(String body) throws IOException {
    return api(operator("/api/v1/rollouts").POST(BodyPublishers.ofString(body)), 201);
  }

  @Override
  public void close() {
    server.close();
  }
}
