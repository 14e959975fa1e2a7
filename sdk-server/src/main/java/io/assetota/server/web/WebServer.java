package io.assetota.server.web;

import io.assetota.core.model.AssetException;
import io.assetota.server.web.limit.Complaints;
import io.assetota.server.web.limit.Visitors;
import io.assetota.server.web.limit.WebLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server, with limits for a network with strangers. */
public final class WebServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final int THREADS = 64;
  private static final int HEADER_BYTES = 8 * 1024;
  private static final int SLOWEST_REQUEST_BYTES_A_SECOND = 256;

  /** At this many connections above the limit none is accepted: then all have requests. */
  private static final int NEWCOMERS = 64;

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration IDLE_AT_STOP = Duration.ofMillis(50);
  private static final Duration STOP = Duration.ofSeconds(2);
  private static final long STRICT_TRANSPORT_SECONDS = Duration.ofDays(365).toSeconds();

  /**
   * The server's key store.
   *
   * @param file the key store, PKCS #12 or JKS
   * @param password of the store and of the key
   */
  public record Tls(Path file, String password) {
    @Override
    public String toString() {
      return "Tls[" + file + "]";
    }
  }

  private final Server server;
  private final ServerConnector connector;
  private final Visitors visitors;
  private final Router router;

  private WebServer(Server server, ServerConnector connector, Visitors visitors, Router router) {
    this.router = router;
    this.server = server;
    this.connector = connector;
    this.visitors = visitors;
  }

  /**
   * Takes the address. Clients that connect wait until it {@link #serve}s: so what a failed start
   * must not do, such as making up a password, can be done between the two.
   *
   * @param nanos a clock that only goes forward, in nanoseconds
   * @param whenError is told of each error of Java itself, after it was logged
   * @throws AssetException if the address can't be had, or the key store can't be used
   */
  public static WebServer bind(
      String host,
      int port,
      Optional<Tls> tls,
      Router router,
      WebLimits limits,
      Complaints complaints,
      LongSupplier nanos,
      Consumer<Error> whenError)
      throws AssetException {
    QueuedThreadPool threads = new ServerThreads(THREADS, whenError);
    Server server = new Server(threads);
    server.setStopTimeout(STOP.toMillis());
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    // Each connection would keep a table of the headers that it had: 98 KB, for thousands of
    // devices that keep theirs open.
    http.setHeaderCacheSize(0);
    // No encoded slashes, no dot segments: a path means what it looks like.
    http.setUriCompliance(UriCompliance.RFC3986);
    ServerConnector connector =
        tls.isPresent()
            ? new ServerConnector(server, encrypted(http, tls.get(), host))
            : new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
    Visitors visitors = new Visitors(limits, complaints, nanos);
    connector.addBean(visitors);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections() + NEWCOMERS, server));
    server.setErrorHandler(new QuietErrors());
    // A client that sends byte by byte is cut off. One that reads slowly may have a poor
    // connection.
    MinimumDataRateHandler limited =
        new MinimumDataRateHandler(router, SLOWEST_REQUEST_BYTES_A_SECOND, 0);
    server.setHandler(new GracefulHandler(limited));
    try {
      connector.open();
    } catch (IOException e) {
      throw new AssetException(
          "The server can't listen on "
              + host
              + ":"
              + port
              + ": "
              + e.getMessage()
              + ". Choose another address or port.",
          e);
    }
    return new WebServer(server, connector, visitors, router);
  }

  /** Begins to answer. */
  public void serve() throws AssetException {
    try {
      server.start();
    } catch (Exception e) {
      throw new AssetException("The server can't start: " + e.getMessage(), e);
    }
    visitors.watch(connector.getScheduler());
  }

  private static ConnectionFactory[] encrypted(HttpConfiguration http, Tls tls, String host)
      throws AssetException {
    // The client checks the names in the certificate. For loopback names, which other servers of
    // this machine share, there is no promise to always use TLS.
    boolean loopback = host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
    http.addCustomizer(
        new SecureRequestCustomizer(false, loopback ? -1 : STRICT_TRANSPORT_SECONDS, false));
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    try {
      ssl.setKeyStore(KeyStore.getInstance(tls.file().toFile(), tls.password().toCharArray()));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssetException(
          "The key store " + tls.file() + " can't be opened: " + e.getMessage(), e);
    }
    ssl.setKeyStorePassword(tls.password());
    ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    try {
      ssl.start();
    } catch (Exception e) {
      throw new AssetException("The key in " + tls.file() + " can't be used: " + e.getMessage(), e);
    }
    return new ConnectionFactory[] {
      new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http)
    };
  }

  /** Lists the routes: an area, a method and a pattern each. */
  public List<String> routes() {
    return router.routes();
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // Nothing uses it any more; what it still holds ends with its threads.
      log.debug("Stopping failed", e);
    } finally {
      connector.close();
    }
  }
}
