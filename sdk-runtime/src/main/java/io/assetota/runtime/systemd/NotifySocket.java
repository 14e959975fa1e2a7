package io.assetota.runtime.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an application sends what systemd would take of a service: a datagram socket in a folder
 * that only this user can enter, so that nobody else can speak for the application.
 */
public final class NotifySocket implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NotifySocket.class);

  /** As in systemd (NOTIFY_BUFFER_MAX). */
  private static final int MAX_MESSAGE = 4096;

  private final Path path;
  private final AFUNIXDatagramSocket socket;
  private volatile boolean closed;

  private NotifySocket(Path path, AFUNIXDatagramSocket socket) {
    this.path = path;
    this.socket = socket;
  }

  /**
   * Opens one.
   *
   * @param messages takes each message, on a thread of the socket
   * @throws IOException if this machine has no such sockets
   */
  public static NotifySocket open(Consumer<String> messages) throws IOException {
    // For its owner only, and short: the path of a socket has at most 107 bytes (unix(7)).
    Path folder = Files.createTempDirectory("asset-ota-");
    try {
      Path path = folder.resolve("notify");
      AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance();
      socket.bind(AFUNIXSocketAddress.of(path));
      NotifySocket opened = new NotifySocket(path, socket);
      Thread thread = new Thread(() -> opened.receive(messages), "asset-ota-notify");
      thread.setDaemon(true);
      thread.start();
      return opened;
    } catch (IOException | RuntimeException | LinkageError e) {
      Files.deleteIfExists(folder);
      throw new AssetException(
          "the application wants to tell its state by sd_notify, which this machine can't receive: "
              + e.getMessage(),
          e);
    }
  }

  /** Returns what goes into the variable NOTIFY_SOCKET. */
  public Path path() {
    return path;
  }

  private void receive(Consumer<String> messages) {
    byte[] buffer = new byte[MAX_MESSAGE];
    while (!closed) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        messages.accept(new String(buffer, 0, packet.getLength(), UTF_8));
      } catch (IOException e) {
        if (!closed) {
          log.warn("What the application tells by sd_notify is no longer heard: {}", e.toString());
        }
        return;
      }
    }
  }

  /** Closes it and removes its file. May be called twice. */
  @Override
  public void close() {
    closed = true;
    socket.close();
    try {
      Files.deleteIfExists(path);
      Files.deleteIfExists(path.getParent());
    } catch (IOException e) {
      log.debug("The socket's folder is left", e);
    }
  }
}
