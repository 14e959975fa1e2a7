package io.assetota.ota.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.install.Installer;
import io.assetota.ota.Bundles;
import io.assetota.ota.Devices;
import io.assetota.ota.Nginx;
import io.assetota.ota.ServerProcess;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.Timing;
import io.assetota.testing.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles from web servers as they are installed: Apache with h2c, nginx, Express, Python. */
class ForeignServersIT {
  private static final Map<String, byte[]> ASSETS = Bundles.noise(2, 100_000, 1);
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(2, Duration.ofMillis(1), Duration.ofMillis(5)));

  @TempDir private Path folder;
  private final Queue<Duration> pauses = new ConcurrentLinkedQueue<>();

  private static void assumeInstalled(String... command) throws InterruptedException {
    boolean there;
    try {
      there =
          new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      there = false;
    }
    assertThat(there || !"true".equals(System.getenv("CI"))).as("CI needs %s", command[0]).isTrue();
    assumeTrue(there, command[0] + " is missing: install it to run this test");
  }

  /** A bundle that is shorter than the first request, and one that isn't. */
  private void assertServes(ServerProcess server, Path html) throws IOException {
    Files.createDirectories(html);
    Bundles.build(html.resolve("small.zip"), 1, Map.of("a.txt", new byte[10]));
    Bundles.build(html.resolve("large.zip"), 2, ASSETS);
    try (Installer device = Installer.open(folder.resolve("device"))) {
      UpdateResult small = update(device, server.uri("small.zip"));
      assertThat(small.bytesFetched()).isEqualTo(Files.size(html.resolve("small.zip")));
      UpdateResult large = update(device, server.uri("large.zip"));
      assertThat(large.bytesFetched())
          .isBetween(
              Files.size(html.resolve("large.zip")) - 10_000,
              Files.size(html.resolve("large.zip")) + 10_000);
      Devices.assertHas(device, ASSETS);
    }
  }

  private static UpdateResult update(Installer device, URI uri) throws IOException {
    try (BundleSource source = BundleSource.of(uri, OPTIONS)) {
      return UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
    }
  }

  /** It stalls and mixes up bytes after an upgrade to HTTP/2 over plain http. */
  @Test
  void apacheWithH2c() throws Exception {
    assumeInstalled("apache2", "-v");
    int port = ServerProcess.freePort();
    Path html = Files.createDirectories(folder.resolve("html"));
    Files.writeString(
        folder.resolve("apache.conf"),
        """
        LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so
        ServerName localhost
        ServerRoot %1$s
        PidFile apache.pid
        DefaultRuntimeDir %1$s
        User www-data
        Group www-data
        Protocols h2c http/1.1
        Listen 127.0.0.1:%2$d
        DocumentRoot %3$s
        ErrorLog error.log
        LogFormat "%%H %%{Upgrade}i" protocols
        CustomLog access.log protocols
        <Directory %3$s>
          Require all granted
        </Directory>
        """
            .formatted(folder, port, html));
    // Started by root, it serves as somebody else, who has to find the folder.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ServerProcess apache =
        ServerProcess.start(
            folder,
            port,
            List.of("apache2", "-X", "-f", folder.resolve("apache.conf").toString()))) {
      assertServes(apache, html);
    }
    assertThat(Files.readAllLines(folder.resolve("access.log")))
        .isNotEmpty()
        .allMatch("HTTP/1.1 -"::equals);
  }

  @Test
  void expressAndHttpServerOfNpm() throws Exception {
    assumeInstalled("npm", "--version");
    Path project = installed();
    Path html = Files.createDirectories(folder.resolve("html"));
    for (String[] server :
        new String[][] {
          {"node", "express.js", "PORT", html.toString()},
          {"node", "node_modules/http-server/bin/http-server", html.toString(), "-p", "PORT"}
        }) {
      int port = ServerProcess.freePort();
      List<String> command = new ArrayList<>(Arrays.asList(server));
      command.replaceAll(word -> word.equals("PORT") ? "" + port : word);
      try (ServerProcess running = ServerProcess.start(project, port, command)) {
        assertServes(running, html);
      }
      try (Installer device = Installer.open(folder.resolve("device"))) {
        assertThat(device.status().missing()).isEmpty();
      }
      deleteDevice();
    }
  }

  private void deleteDevice() throws IOException {
    MoreFiles.deleteRecursively(folder.resolve("device"), RecursiveDeleteOption.ALLOW_INSECURE);
  }

  /** The packages, kept in target between runs. */
  private static Path installed() throws Exception {
    Path target = Path.of("target", "web-servers").toAbsolutePath();
    Path source = Path.of("src", "test", "js");
    Path marker = target.resolve("installed");
    boolean there =
        Files.exists(marker) && Files.mismatch(marker, source.resolve("package-lock.json")) < 0;
    Files.createDirectories(target);
    for (String file : List.of("package.json", "package-lock.json", "express.js")) {
      Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!there) {
      Process npm =
          new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(target.toFile())
              .redirectErrorStream(true)
              .redirectOutput(target.resolve("npm.log").toFile())
              .start();
      boolean done = npm.waitFor() == 0;
      assertThat(done || !"true".equals(System.getenv("CI")))
          .as("npm ci: %s", Files.readString(target.resolve("npm.log")))
          .isTrue();
      assumeTrue(done, "express and http-server can't be installed");
      Files.copy(source.resolve("package-lock.json"), marker, StandardCopyOption.REPLACE_EXISTING);
    }
    return target;
  }

  /** It knows no ranges: all comes whole. */
  @Test
  void pythonsHttpServer() throws Exception {
    assumeInstalled("python3", "--version");
    int port = ServerProcess.freePort();
    Path html = Files.createDirectories(folder.resolve("html"));
    try (ServerProcess python =
        ServerProcess.start(
            html,
            port,
            List.of("python3", "-m", "http.server", "" + port, "--bind", "127.0.0.1"))) {
      assertServes(python, html);
    }
  }

  @Test
  void nginxThatClosesAfterFiveRequestsCostsNoPause() throws Exception {
    Nginx.assumeInstalled();
    try (Nginx nginx = Nginx.closingAfter(folder.resolve("nginx"), 5)) {
      assertReadsManyRanges(nginx, OPTIONS, "HTTP/1.1");
    }
  }

  /** With HTTP/2 it would tell of that by GOAWAY, over which Java's client loses answers. */
  @Test
  void nginxThatOffersHttp2AndClosesAfterFiveRequestsCostsNoPause() throws Exception {
    Nginx.assumeInstalled();
    TestAuthority authority = TestAuthority.make(folder.resolve("ca.p12"));
    HttpOptions trusting =
        HttpOptions.of(HttpClient.newBuilder().sslContext(authority.tls(null)).build())
            .withRetries(new Retries(5, Duration.ofMillis(1), Duration.ofMillis(5)));
    try (Nginx nginx =
        Nginx.securedClosingAfter(
            folder.resolve("nginx"), 5, authority.identity("localhost", "-1d"))) {
      assertReadsManyRanges(nginx, trusting, "HTTP/1.1");
    }
  }

  private void assertReadsManyRanges(Nginx nginx, HttpOptions options, String protocol)
      throws Exception {
    byte[] content = Bundles.noise(310_000, 5);
    nginx.start();
    URI uri = nginx.publish(Files.write(folder.resolve("1.zip"), content));
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try (HttpSource source =
        new HttpSource(uri, options.withTiming(Timing.system().withPause(pauses::add)))) {
      List<Callable<byte[]>> tasks = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        ByteRange range = new ByteRange(9_000 + i * 900L, 9_000 + i * 900L + 900);
        tasks.add(
            () -> {
              try (InputStream in = source.read(range)) {
                return in.readAllBytes();
              }
            });
      }
      List<Future<byte[]>> done = workers.invokeAll(tasks);
      for (int i = 0; i < done.size(); i++) {
        assertThat(done.get(i).get())
            .isEqualTo(Arrays.copyOfRange(content, 9_000 + i * 900, 9_900 + i * 900));
      }
    } finally {
      workers.shutdownNow();
    }
    assertThat(pauses).isEmpty();
    nginx.quit();
    assertThat(nginx.takeLog())
        .hasSizeGreaterThan(300)
        .allSatisfy(a -> assertThat(a.protocol()).isEqualTo(protocol));
  }
}
