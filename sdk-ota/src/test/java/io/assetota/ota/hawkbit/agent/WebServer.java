package io.assetota.ota.hawkbit.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A web server for tests, which notes what it was asked for, and counts what it sends. */
public final class WebServer implements Closeable {
  /** What came. */
  public record Request(
      String method, String path, Map<String, List<String>> headers, String body) {
    public Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(e -> e.getKey().equalsIgnoreCase(name))
          .map(e -> e.getValue().get(0))
          .findFirst();
    }

    public String pathWithoutQuery() {
      return path.replaceFirst("\\?.*", "");
    }

    public boolean is(String wantedMethod, String wantedPath) {
      return method.equals(wantedMethod) && pathWithoutQuery().equals(wantedPath);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** What goes back. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Response(int status, Map<String, String> headers, byte[] body) {
    public static Response of(int status) {
      return new Response(status, Map.of(), new byte[0]);
    }

    public static Response json(String body) {
      return new Response(
          200, Map.of("Content-Type", "application/hal+json"), body.getBytes(UTF_8));
    }
  }

  /** Answers. */
  @FunctionalInterface
  public interface Behaviour {
    Response answer(Request request) throws IOException;
  }

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final AtomicLong bytesSent = new AtomicLong();

  public WebServer(Behaviour behaviour) throws IOException {
    this(HttpServer.create(free(), 0), "http", behaviour);
  }

  /** One with TLS, which asks for a certificate of the client. */
  public WebServer(Behaviour behaviour, SSLContext tls) throws IOException {
    this(encrypted(tls), "https", behaviour);
  }

  private WebServer(HttpServer server, String scheme, Behaviour behaviour) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(workers);
    server.createContext("/", exchange -> answer(exchange, behaviour));
    server.start();
  }

  private static HttpsServer encrypted(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(free(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters needed = tls.getDefaultSSLParameters();
            needed.setNeedClientAuth(true);
            parameters.setSSLParameters(needed);
          }
        });
    return server;
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void answer(HttpExchange exchange, Behaviour behaviour) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      requests.add(request);
      Response response;
      try {
        response = behaviour.answer(request);
      } catch (RuntimeException | AssertionError e) {
        failures.add(e);
        response = Response.of(400);
      }
      response.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
        bytesSent.addAndGet(body.length);
      }
    }
  }

  public URI uri() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public long bytesSent() {
    return bytesSent.get();
  }

  /** Fails the test if an answer failed: what was asked for was not what the test expects. */
  public void requireNoFailure() {
    if (!failures.isEmpty()) {
      throw new AssertionError("unexpected request; all were " + requests, failures.get(0));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
