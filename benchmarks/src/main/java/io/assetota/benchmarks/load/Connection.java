package io.assetota.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * One client's connection, kept open between its requests as Java's HTTP client keeps it. A whole
 * HTTP client for each of thousands of devices would be a load of its own.
 */
final class Connection implements AutoCloseable {
  private static final int WAIT_MILLIS = 60_000;
  private static final int LONGEST_HEAD = 16 * 1024;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final String common;

  /**
   * Connects.
   *
   * @param server its address
   * @param from the address to connect from, which is how the server tells clients apart
   * @param authorization sent with each request
   */
  Connection(URI server, InetAddress from, String authorization) throws IOException {
    boolean connected = false;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(WAIT_MILLIS);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), WAIT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 1024);
      connected = true;
    } finally {
      if (!connected) {
        socket.close();
      }
    }
    common =
        " HTTP/1.1\r\nHost: "
            + server.getHost()
            + ":"
            + server.getPort()
            + "\r\nAuthorization: "
            + authorization
            + "\r\n\r\n";
  }

  /**
   * Sends a GET and reads its answer to the end, without keeping it.
   *
   * @return the length of the body
   * @throws IOException if the connection breaks, or the status is not 200
   */
  long get(String path) throws IOException {
    socket.getOutputStream().write(("GET " + path + common).getBytes(UTF_8));
    long length = length(path, head());
    in.skipNBytes(length);
    return length;
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0 || head.length() > LONGEST_HEAD) {
        throw new IOException("the server closed the connection");
      }
      head.append(new String(new byte[] {(byte) next}, ISO_8859_1));
    }
    return head.toString();
  }

  private static long length(String path, String head) throws IOException {
    if (!head.startsWith("HTTP/1.1 200")) {
      throw new IOException(path + " was answered with " + head.lines().findFirst().orElse(""));
    }
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElseThrow(() -> new IOException(path + " has no Content-Length"));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
