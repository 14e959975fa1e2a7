package io.assetota.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an update server takes to answer polls, alone and while devices download. Each role is a
 * process of its own; polls-under-downloads.sh puts them together.
 */
public final class PollRun {
  /** Of the names of those that download. */
  private static final String DOWNLOADER = "gw-";

  private static final int WARM = 2000;

  private PollRun() {}

  /**
   * Runs one role: {@code prepare URL FOLDER DEVICES}, {@code download URL DEVICES} until it is
   * ended, or {@code poll URL COUNT}.
   *
   * @param args the role, the server's address, and the role's operands
   * @throws IOException if the server can't be reached
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    MeasuredServer server = new MeasuredServer(URI.create(args[1]), MeasuredServer.GATEWAY);
    switch (args[0]) {
      case "prepare" -> server.prepare(Path.of(args[2]), DOWNLOADER, Integer.parseInt(args[3]));
      case "download" -> download(server, Integer.parseInt(args[2]));
      case "poll" -> poll(server.address(), Integer.parseInt(args[2]));
      default -> throw new IllegalArgumentException("no role " + args[0]);
    }
  }

  private static void download(MeasuredServer server, int devices)
      throws IOException, InterruptedException {
    for (int i = 0; i < devices; i++) {
      String path = server.download(DOWNLOADER, i);
      new Thread(() -> downloadOn(server.address(), path)).start();
    }
  }

  /** As fast as it comes, again and again. */
  private static void downloadOn(URI server, String path) {
    byte[] chunk = new byte[64 * 1024];
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      InputStream in = socket.getInputStream();
      while (true) {
        request(socket, path);
        long left = head(in);
        while (left > 0) {
          int n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
          if (n < 0) {
            throw new IOException("the download broke off");
          }
          left -= n;
        }
      }
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  private static void poll(URI server, int count) throws IOException {
    long[] nanos = new long[count];
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      for (int i = -WARM; i < count; i++) {
        long begin = System.nanoTime();
        request(socket, "/DEFAULT/controller/v1/gw-poll");
        in.readNBytes((int) head(in));
        if (i >= 0) {
          nanos[i] = System.nanoTime() - begin;
        }
        // A device polls and goes; without a pause this would be a load of its own, and it has to
        // stay below the polls that a device may make in a second.
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Arrays.sort(nanos);
    System.out.printf("%.2f %.2f%n", nanos[count / 2] / 1e6, nanos[(int) (count * 0.99)] / 1e6);
  }

  private static void request(Socket socket, String path) throws IOException {
    String head =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + socket.getInetAddress().getHostAddress()
            + ":"
            + socket.getPort()
            + "\r\nAuthorization: "
            + MeasuredServer.GATEWAY
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(UTF_8));
  }

  /** Reads the head of an answer, and returns how long its body is. */
  private static long head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      head.append(new String(new byte[] {(byte) next}, ISO_8859_1));
    }
    if (head.indexOf("HTTP/1.1 200") != 0) {
      throw new IOException("answered with " + head);
    }
    Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
    return length.find() ? Long.parseLong(length.group(1)) : 0;
  }
}
