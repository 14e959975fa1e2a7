package io.assetota.benchmarks.load;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * The clients of a fleet, in a process of their own; load.sh starts a server and puts the roles
 * together. Prints one line for each kind of client.
 */
public final class LoadRun {
  private static final int MEGABYTES = 64;

  private final URI server;
  private final String gateway =
      "GatewayToken " + System.getProperty("gateway", "gateway-token-for-benchmarks");
  private final String operator = "Bearer operator-token-for-benchmarks";

  private LoadRun(URI server) {
    this.server = server;
  }

  /**
   * Runs one role: {@code prepare URL FOLDER DOWNLOADS}, {@code poll URL DEVICES INTERVAL SECONDS},
   * or {@code load URL DEVICES INTERVAL SECONDS DOWNLOADS OPERATORS SILENT}; times in seconds.
   *
   * @param args the role, the server's address, and the role's operands
   * @throws IOException if the server can't be reached
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    LoadRun run = new LoadRun(URI.create(args[1]));
    switch (args[0]) {
      case "prepare" -> run.prepare(Path.of(args[2]), Integer.parseInt(args[3]));
      case "poll" -> run.poll(number(args, 2), seconds(args, 3), seconds(args, 4));
      case "load" ->
          run.load(
              number(args, 2),
              seconds(args, 3),
              seconds(args, 4),
              number(args, 5),
              number(args, 6),
              number(args, 7));
      default -> throw new IllegalArgumentException("no role " + args[0]);
    }
  }

  private static int number(String[] args, int index) {
    return Integer.parseInt(args[index]);
  }

  private static Duration seconds(String[] args, int index) {
    return Duration.ofSeconds(number(args, index));
  }

  /** Publishes a release, and rolls it out to those that will download. */
  private void prepare(Path folder, int downloads) throws IOException, InterruptedException {
    byte[] noise = new byte[MEGABYTES << 20];
    new Random(1).nextBytes(noise);
    Path bundle = folder.resolve("bundle.zip");
    BundleBuilder.forApplication(
            ApplicationModule.wrap(
                Platform.LINUX, new ProductData(1, 1), 5500, "app", Arrays.copyOf(noise, 1000)),
            "app.bin")
        .asset("noise", noise)
        .writeTo(bundle);
    send("api/v1/releases", operator, BodyPublishers.ofFile(bundle));
    Files.delete(bundle);
    for (int i = 0; i < downloads; i++) {
      String device = "loader-" + i;
      send("DEFAULT/controller/v1/" + device, gateway, BodyPublishers.noBody());
      send(
          "api/v1/rollouts",
          operator,
          BodyPublishers.ofString("{\"release\":1,\"device\":\"" + device + "\"}"));
    }
  }

  private void poll(int devices, Duration interval, Duration time) throws InterruptedException {
    System.out.println(
        "polls     " + new Polls(server, gateway).run(devices, interval, time).text());
  }

  private void load(
      int devices, Duration interval, Duration time, int downloads, int operators, int silent)
      throws IOException, InterruptedException {
    Downloads downloading = new Downloads(server, gateway, downloads);
    Operators looking = new Operators(server, operator);
    try (Silent nothing = new Silent(server, silent)) {
      downloading.start();
      looking.start(operators);
      poll(devices, interval, time);
      looking.end();
      downloading.end();
      System.out.println("operators " + looking.times().text());
      System.out.println("downloads " + downloading.text());
      System.out.println("silent    " + nothing.text());
    }
  }

  private void send(String path, String token, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).header("Authorization", token);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                (body.contentLength() == 0 ? request : request.POST(body)).build(),
                BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(path + " answered with " + response.statusCode() + response.body());
    }
  }
}
