package io.assetota.runtime.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.Printable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that started this process, usually systemd: it is told when the runtime is
 * ready, how it stands, and that it is alive. Where there is none, nobody is told. Safe for use by
 * several threads.
 */
public final class ServiceManager implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);

  private final @Nullable AFUNIXDatagramSocket socket;
  private final Optional<Duration> watchdog;

  private ServiceManager(@Nullable AFUNIXDatagramSocket socket, Optional<Duration> watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /**
   * Finds it by what the environment says (sd_notify(3), sd_watchdog_enabled(3)).
   *
   * @param environment the variables of this process
   * @param pid this process
   */
  public static ServiceManager of(Map<String, String> environment, long pid) {
    String address = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (address.isEmpty()) {
      return new ServiceManager(null, Optional.empty());
    }
    try {
      AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance();
      socket.connect(address(address));
      return new ServiceManager(socket, watchdog(environment, pid));
    } catch (IOException | RuntimeException | LinkageError e) {
      log.warn(
          "The service manager can't be told of this runtime: {}. Use Type=exec without"
              + " WatchdogSec",
          e.toString());
      return new ServiceManager(null, Optional.empty());
    }
  }

  private static AFUNIXSocketAddress address(String text) throws IOException {
    // The sign stands for a zero byte: a name that is no file (unix(7), abstract).
    return text.startsWith("@")
        ? AFUNIXSocketAddress.inAbstractNamespace(text.substring(1))
        : AFUNIXSocketAddress.of(java.nio.file.Path.of(text));
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    String of = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!of.equals(Long.toString(pid)) || !micros.matches("[1-9][0-9]{0,17}")) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Long.parseLong(micros) * 1000));
  }

  /**
   * Returns the time within which each {@link #alive} has to follow the previous one, if any has.
   */
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  /** The runtime has taken up its work. */
  public void ready() {
    send("READY=1");
  }

  /** The runtime ends. */
  public void stopping() {
    send("STOPPING=1");
  }

  /** The runtime is at work. */
  public void alive() {
    send("WATCHDOG=1");
  }

  /**
   * Says how the runtime stands.
   *
   * @param text a sentence for people
   */
  public void status(String text) {
    send("STATUS=" + Printable.line(text));
  }

  private synchronized void send(String message) {
    if (socket == null || socket.isClosed()) {
      return;
    }
    try {
      byte[] bytes = message.getBytes(UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length));
    } catch (IOException e) {
      log.warn("The service manager can't be told \"{}\": {}", message, e.toString());
    }
  }

  /** Nobody is told any more. May be called twice. */
  @Override
  public synchronized void close() {
    if (socket != null) {
      socket.close();
    }
  }
}
