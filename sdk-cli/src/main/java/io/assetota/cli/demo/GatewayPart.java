package io.assetota.cli.demo;

import io.assetota.core.AssetManager;
import io.assetota.core.device.DeviceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Updates over the air: an update server, and a gateway with parts of every kind. The second
 * release has one changed asset, and its transfer is interrupted.
 */
final class GatewayPart implements DemoPart {
  private static final String SAMPLE = "gateway";
  private static final String DEVICE = "hut-7";

  /** Public, but the server listens on the loopback interface, and only during the demo. */
  private static final String GATEWAY_TOKEN = "demo-token-of-gateways";

  private static final String OPERATOR_TOKEN = "demo-token-of-operators";

  private static final int MAP_BYTES = 2_000_000;
  private static final String BYTES_PER_SECOND = "1000000";
  private static final int START_AGAIN = 75;

  @Override
  public String name() {
    return SAMPLE;
  }

  @Override
  public String title() {
    return "A gateway gets its updates over the air";
  }

  @Override
  public void play(DemoStage stage) throws IOException {
    Path assets = stage.folder().resolve("assets");
    stage.say("An update server for this machine. It speaks the protocol of hawkBit.");
    try (RunningCommand server =
        stage.startAssetOta(
            "serve",
            "--data",
            "server",
            "--port",
            "0",
            "--token",
            GATEWAY_TOKEN,
            "--operator-token",
            OPERATOR_TOKEN)) {
      String url = server.awaitLine(Pattern.compile("--server (\\S+)")).group(1);

      stage.say("The first release: firmware, a picture, a sound, settings, and a map of 2 MB.");
      stage.copyAssets(SAMPLE);
      drawMap(stage, assets, 1);
      rollOut(stage, url, 1);

      stage.say("A new gateway asks for updates, and fetches everything.");
      stage.require(gateway(stage, url) == START_AGAIN, "an update should have been installed");
      stage.say("Its application starts, hands each asset to its part, and reports to the server.");
      stage.require(gateway(stage, url) == 0, "there should be no further update");
      long first = awaitEnd(server);

      stage.say("The second release has a new map. Nothing else has changed.");
      drawMap(stage, assets, 2);
      rollOut(stage, url, 2);

      stage.say("The power fails during the transfer, on a line with 1 MB per second.");
      try (RunningCommand gateway = startGateway(stage, url, "--limit-rate", BYTES_PER_SECOND)) {
        gateway.awaitLine(Pattern.compile("[45]\\d % is there"));
        gateway.kill();
        stage.command("kill -9 %1");
      }

      stage.say("After the restart, the transfer continues where it stopped.");
      stage.require(gateway(stage, url) == START_AGAIN, "the update should have been installed");
      stage.require(gateway(stage, url) == 0, "there should be no further update");
      long second = awaitEnd(server);
      stage.say(
          "Bytes on the wire: %,d for the first release, %,d for the second, with the interruption."
              .formatted(first, second));
      stage.require(
          second < MAP_BYTES * 1.1, "the second release should have transferred its map only");
    }
    requireHasMap(stage, assets);
    stage.say("The state of the gateway.");
    stage.assetOta("device", "--home", "device");
  }

  private static void rollOut(DemoStage stage, String url, int version) throws IOException {
    String jar = stage.jarOf(SAMPLE).toString();
    String number = Integer.toString(version);
    String release = "release" + version + ".zip";
    stage.assetOta("wrap", jar, "--platform", "linux", "--app-version", number, "-o", "app.bin");
    stage.assetOta("bundle", "app.bin", "--assets", "assets", "--save-to", release);
    stage.assetOta("rollout", release, "--server", url, "--token", OPERATOR_TOKEN, "--all");
  }

  /** Draws a map that can't be compressed, like a picture. */
  private static void drawMap(DemoStage stage, Path assets, int version) throws IOException {
    stage.command("head -c " + MAP_BYTES + " /dev/urandom > assets/map.bin");
    byte[] map = new byte[MAP_BYTES];
    new Random(version).nextBytes(map);
    Files.write(assets.resolve("map.bin"), map);
  }

  private static int gateway(DemoStage stage, String url) throws IOException {
    try (RunningCommand running = startGateway(stage, url)) {
      return running.awaitEnd();
    }
  }

  private static RunningCommand startGateway(DemoStage stage, String url, String... more)
      throws IOException {
    List<String> arguments =
        List.of("--server", url, "--device", DEVICE, "--gateway-token", GATEWAY_TOKEN, "--once");
    return stage.startJava(
        stage.jarOf(SAMPLE),
        Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /** Returns how many bytes of bundles the server sent. */
  private static long awaitEnd(RunningCommand server) throws IOException {
    Matcher told = server.awaitLine(Pattern.compile(DEVICE + " finished .*, ([0-9,]+) bytes sent"));
    return Long.parseLong(told.group(1).replace(",", ""));
  }

  private static void requireHasMap(DemoStage stage, Path assets) throws IOException {
    DeviceStatus device = AssetManager.look(stage.folder().resolve("device"));
    stage.require(device.trial().isEmpty(), "the application should have confirmed itself");
    stage.require(
        Files.mismatch(assets.resolve("map.bin"), stage.folder().resolve("files/map.bin")) == -1,
        "the gateway should have the new map");
  }
}
