package io.assetota.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;

/** A connection of somebody who does not do what a client should. */
final class Stranger implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket = new Socket();

  private Stranger() {}

  static Stranger at(URI server) throws IOException {
    return from("127.0.0.1", server);
  }

  /** Comes from another address of this machine: all of 127.0.0.0/8 are. */
  static Stranger from(String address, URI server) throws IOException {
    Stranger stranger = new Stranger();
    stranger.socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    stranger.socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    stranger.socket.setSoTimeout(PATIENCE_MILLIS);
    stranger.socket.setTcpNoDelay(true);
    return stranger;
  }

  /** Sends something, as it is. */
  Stranger send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /** Sends a request without a body. */
  Stranger get(String path, String... headers) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + lines(headers) + "\r\n");
  }

  /** Sends the headers of a form of so many bytes. */
  Stranger announceForm(String path, long length, String... headers) throws IOException {
    return send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: "
            + length
            + "\r\n"
            + lines(headers)
            + "\r\n");
  }

  /** Logs in, or tries to. */
  Stranger login(String password, String... headers) throws IOException {
    String form = "user=admin&password=" + password.replace(' ', '+') + "&to=%2F";
    return announceForm("/login", form.length(), headers).send(form);
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  /** Reads the head of an answer. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return head.toString(ISO_8859_1);
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  /** Reads what has come of the rest of an answer. */
  String body() throws IOException {
    byte[] some = new byte[8192];
    return new String(some, 0, Math.max(0, socket.getInputStream().read(some)), ISO_8859_1);
  }

  /** Reads the status of an answer; 0 if the connection was closed without any. */
  int status() throws IOException {
    try {
      String head = head();
      return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
    } catch (SocketException e) {
      return 0;
    }
  }

  /** Tells whether an answer begins within a time. */
  boolean hearsWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** Tells whether the server has closed the connection; what there is to read is dropped. */
  boolean isClosed() throws IOException {
    socket.setSoTimeout(10);
    byte[] dropped = new byte[8192];
    try {
      int count = 0;
      while (count >= 0) {
        count = socket.getInputStream().read(dropped);
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  /** Reads the rest, until the connection is closed. */
  void untilClosed() throws IOException {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      // Closed, too.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
