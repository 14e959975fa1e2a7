package io.assetota.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application in production: it is delivered, started, watched, replaced, and comes back if its
 * next version fails.
 */
final class GatewayPart implements DemoPart {
  private static final String SAMPLE = "gateway";
  private static final String DEVICE = "hut-7";

  /** Public, but the server listens on the loopback interface, and only during the demo. */
  private static final String GATEWAY_TOKEN = "demo-token-of-gateways";

  private static final String OPERATOR_TOKEN = "demo-token-of-operators";

  /** One small jar, one small asset, the directory, the manifest of the application. */
  private static final int MOST_BYTES = 200_000;

  @Override
  public String name() {
    return SAMPLE;
  }

  @Override
  public String title() {
    return "A gateway runs in production, and a bad release is replaced";
  }

  @Override
  public void play(DemoStage stage) throws IOException {
    stage.say("An update server for this machine. It speaks the protocol of hawkBit.");
    try (RunningCommand server = serve(stage)) {
      String url = server.awaitLine(Pattern.compile("--server (\\S+)")).group(1);
      stage.say("A new device asks for its application, to run it.");
      try (RunningCommand device = run(stage, url)) {
        device.awaitLine(Pattern.compile("no application is installed"));
        play(stage, url, server, device);
      }
    }
    stage.say("The state of the gateway.");
    stage.assetOta("device", "--home", "device");
  }

  private static RunningCommand serve(DemoStage stage) throws IOException {
    return stage.startAssetOta(
        "serve",
        "--data",
        "server",
        "--port",
        "0",
        "--token",
        GATEWAY_TOKEN,
        "--operator-token",
        OPERATOR_TOKEN);
  }

  private static RunningCommand run(DemoStage stage, String url) throws IOException {
    return stage.startAssetOta(
        "run",
        "--home",
        "device",
        "--server",
        url,
        "--device",
        DEVICE,
        "--gateway-token",
        GATEWAY_TOKEN,
        "--interval",
        "1s");
  }

  private static void play(
      DemoStage stage, String url, RunningCommand server, RunningCommand device)
      throws IOException {
    GatewayReleases releases = new GatewayReleases(stage, SAMPLE);
    stage.say("Release 1: a jar with its libraries, firmware, a picture, a sound and settings.");
    releases.first();
    rollOut(stage, url, 1);
    device.awaitLine(Pattern.compile("Good morning. This is version 1"));
    long first = awaitEnd(server, "finished");

    stage.say("Release 2: one class and one asset are changed. It starts by itself.");
    releases.second();
    rollOut(stage, url, 2);
    device.awaitLine(Pattern.compile("Good evening. This is version 2"));
    device.awaitLine(Pattern.compile("version 2 .*is confirmed"));
    long second = awaitEnd(server, "finished");
    stage.say(
        "Bytes on the wire, by the server's count: %,d for release 1, %,d for release 2."
            .formatted(first, second));
    stage.require(second < MOST_BYTES, "release 2 should have transferred what has changed only");

    stage.say("Release 3 fails in its first line, three times. Then release 2 is back.");
    releases.third();
    rollOut(stage, url, 3);
    device.awaitLine(Pattern.compile("version 3 failed.*previous"));
    device.awaitLine(Pattern.compile("Good evening. This is version 2"));
    awaitEnd(server, "failed");
  }

  private static void rollOut(DemoStage stage, String url, int version) throws IOException {
    String release = "release" + version + ".zip";
    stage.assetOta("bundle", ".", "--save-to", release);
    stage.assetOta("rollout", release, "--server", url, "--token", OPERATOR_TOKEN, "--all");
  }

  /** Returns how many bytes of bundles the server sent. */
  private static long awaitEnd(RunningCommand server, String how) throws IOException {
    Matcher told =
        server.awaitLine(Pattern.compile(DEVICE + " " + how + " .*, ([0-9,]+) bytes sent"));
    return Long.parseLong(told.group(1).replace(",", ""));
  }

  /** Returns the folder of the sample's application, as it was built. */
  static Path application(DemoStage stage, String sample) {
    return stage.sample(sample).resolve("target/application");
  }
}
