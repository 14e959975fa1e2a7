package io.assetota.cli.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.core.AssetManager;
import io.assetota.core.model.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An application that tells whether it works, in the ways that need more than a shell. */
public final class HealthyMain {
  private static final int BACKLOG = 5;

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

  /** By sockets: the module of the JDK's server is none of the command's. */
  private static void serve(int port, int count) throws IOException {
    try (ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
      for (int asked = 1; ; asked++) {
        try (Socket connection = server.accept()) {
          BufferedReader request =
              new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
          String line = request.readLine();
          while (line != null && !line.isEmpty()) {
            line = request.readLine();
          }
          String status = asked <= count ? "200 OK" : "503 Service Unavailable";
          String answer =
              "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
          connection.getOutputStream().write(answer.getBytes(US_ASCII));
        }
      }
    }
  }

  private static void confirm() throws IOException {
    Path home = Path.of(System.getenv("ASSET_OTA_HOME"));
    try (AssetManager assets = AssetManager.open(home, Platform.LINUX)) {
      System.out.println("confirms: " + assets.confirm());
    }
  }
}
