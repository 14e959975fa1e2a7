package io.assetota.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The clients of a fleet, in a process of their own; load.sh starts a server and puts the roles
 * together. Prints one line for each kind of client.
 */
public final class LoadRun {
  /** Of the names of those that download. */
  static final String LOADER = "loader-";

  private final MeasuredServer server;

  private LoadRun(MeasuredServer server) {
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
    String token = System.getProperty("gateway");
    LoadRun run =
        new LoadRun(
            new MeasuredServer(
                URI.create(args[1]),
                token == null ? MeasuredServer.GATEWAY : "GatewayToken " + token));
    switch (args[0]) {
      case "prepare" -> run.server.prepare(Path.of(args[2]), LOADER, number(args, 3));
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

  private void poll(int devices, Duration interval, Duration time) throws InterruptedException {
    System.out.println(
        "polls     "
            + new Polls(server.address(), server.gateway()).run(devices, interval, time).text());
  }

  private void load(
      int devices, Duration interval, Duration time, int downloads, int operators, int silent)
      throws IOException, InterruptedException {
    Downloads downloading = new Downloads(server, downloads);
    Operators looking = new Operators(server.address(), MeasuredServer.OPERATOR);
    try (Silent nothing = new Silent(server.address(), silent)) {
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
}
