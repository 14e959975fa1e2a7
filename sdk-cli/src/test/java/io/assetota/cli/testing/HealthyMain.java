package io.assetota.cli.testing;

import com.sun.net.httpserver.HttpServer;
import io.assetota.core.AssetManager;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An application that tells whether it works, in the ways that need more than a shell. */
public final class HealthyMain {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int NO_BODY = -1;

  private HealthyMain() {}

  /**
   * Runs until it is ended.
   *
   * @param args {@code http PORT COUNT}: answers so many requests with 200, and then with 503; or
   *     {@code confirm}: confirms its trial
   */
  public static void main(String[] args) throws Exception {
    System.out.println("version " + System.getenv("ASSET_OTA_VERSION") + " begins");
    switch (args[0]) {
      case "http" -> serve(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      case "confirm" -> confirm();
      default -> throw new IllegalArgumentException(args[0]);
    }
    TimeUnit.DAYS.sleep(1);
  }

  private static void serve(int port, int count) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/health",
        exchange -> {
          boolean isHealthy = asked.incrementAndGet() <= count;
          exchange.sendResponseHeaders(isHealthy ? OK : UNAVAILABLE, NO_BODY);
          exchange.close();
        });
    server.start();
  }

  private static void confirm() throws IOException {
    Path home = Path.of(System.getenv("ASSET_OTA_HOME"));
    try (AssetManager assets = AssetManager.open(home, Platform.LINUX)) {
      System.out.println("confirms: " + assets.confirm());
    }
  }
}
