package io.assetota.ota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import io.assetota.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's nginx, a server that is not ours, in a folder and on a port of its own. */
public final class Nginx implements AutoCloseable {
  /** What one line of its log tells of an answer. */
  public record Answer(
      String range, int status, long bytesSent, long bodyBytesSent, String protocol) {}

  private static final long PATIENCE_SECONDS = 20;

  private final Path folder;
  private final String scheme;
  private final int port;
  private Process process;

  /**
   * Makes a server, which is started later.
   *
   * @param bytesPerSecond of each connection; 0 for no limit
   */
  public Nginx(Path folder, int bytesPerSecond) throws IOException {
    this(folder, "http", "", "limit_rate " + bytesPerSecond + ";");
  }

  /** A server that closes each connection after some requests. */
  public static Nginx closingAfter(Path folder, int requests) throws IOException {
    return new Nginx(folder, "http", "", "keepalive_requests " + requests + ";");
  }

  /** The same with TLS, and HTTP/2 for who wants it. */
  public static Nginx securedClosingAfter(Path folder, int requests, KeyStore identity)
      throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("identity.pem"), TestAuthority.pem(identity));
    return new Nginx(
        folder,
        "https",
        "ssl http2",
        "ssl_certificate identity.pem; ssl_certificate_key identity.pem; keepalive_requests "
            + requests
            + ";");
  }

  private Nginx(Path folder, String scheme, String listening, String directives)
      throws IOException {
    this.folder = folder;
    this.scheme = scheme;
    Files.createDirectories(folder.resolve("html"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    // "user" only counts for root, whose workers could not read a folder of root's.
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        %s
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log error.log;
        events {}
        http {
          log_format answers '$http_range|$status|$bytes_sent|$body_bytes_sent|$server_protocol';
          access_log access.log answers;
          client_body_temp_path t1;
          proxy_temp_path t2;
          fastcgi_temp_path t3;
          uwsgi_temp_path t4;
          scgi_temp_path t5;
          %s
          server {
            listen 127.0.0.1:%d %s;
            root html;
          }
        }
        """
            .formatted(
                System.getProperty("user.name").equals("root") ? "user root;" : "",
                directives,
                port,
                listening));
  }

  /** Skips a test where there is no nginx, but not in CI. */
  public static void assumeInstalled() throws InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("nginx", "-v").redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    assertThat(there || !"true".equals(System.getenv("CI"))).as("CI needs nginx").isTrue();
    assumeTrue(there, "nginx is missing: install it to run this test");
  }

  private ProcessBuilder nginx(String... arguments) {
    List<String> command = new ArrayList<>(List.of("nginx"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-p", folder.toString(), "-e", "error.log", "-c", "nginx.conf"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()));
  }

  public void start() throws IOException, InterruptedException {
    process = nginx().start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!accepts()) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as("nginx runs: %s", Files.readString(folder.resolve("out")))
          .isTrue();
      Thread.sleep(10);
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it in the middle of what it does; returns when it has ended. */
  public void stop() throws IOException, InterruptedException {
    signal("stop");
  }

  /** Lets it finish, so that all is in its log. */
  public void quit() throws IOException, InterruptedException {
    signal("quit");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    nginx("-s", signal).start().waitFor();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("nginx ends").isTrue();
  }

  public URI publish(Path bundle) throws IOException {
    Files.copy(bundle, folder.resolve("html").resolve(bundle.getFileName()));
    return URI.create(scheme + "://localhost:" + port + "/" + bundle.getFileName());
  }

  /** What it has answered since the last call; call it when it has ended. */
  public List<Answer> takeLog() throws IOException {
    Path log = folder.resolve("access.log");
    List<Answer> answers =
        Files.readAllLines(log, UTF_8).stream()
            .map(Splitter.on('|')::splitToList)
            .map(
                f ->
                    new Answer(
                        f.get(0),
                        Integer.parseInt(f.get(1)),
                        Long.parseLong(f.get(2)),
                        Long.parseLong(f.get(3)),
                        f.get(4)))
            .toList();
    Files.delete(log);
    return answers;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
