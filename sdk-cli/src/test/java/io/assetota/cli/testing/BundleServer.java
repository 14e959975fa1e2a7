package io.assetota.cli.testing;

import com.google.common.base.Splitter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A web server that has one bundle, and gives parts of it. Counts what it sends. */
public final class BundleServer implements AutoCloseable {
  private static final String ETAG = "\"v1\"";

  private final HttpServer server;
  private final String scheme;
  private final byte[] content;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong sent = new AtomicLong();
  private final List<Headers> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile int most = Integer.MAX_VALUE;
  private volatile int slowly = Integer.MAX_VALUE;

  private BundleServer(HttpServer server, String scheme, byte[] content) {
    this.server = server;
    this.scheme = scheme;
    this.content = content;
    server.createContext("/bundle.zip", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public static BundleServer of(byte[] content) throws IOException {
    return new BundleServer(HttpServer.create(free(), 0), "http", content);
  }

  /** One with TLS, which asks for a certificate of the client. */
  public static BundleServer encrypted(byte[] content, SSLContext tls) throws IOException {
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
    return new BundleServer(server, "https", content);
  }

  private static InetSocketAddress free() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public URI uri() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/bundle.zip");
  }

  /** From now on, each answer stops after so many bytes, and goes on never. */
  public void holdAfter(int bytes) {
    most = bytes;
  }

  /** From now on, each answer goes on slowly after so many bytes: with 1,000 in 10 ms. */
  public void slowAfter(int bytes) {
    slowly = bytes;
  }

  public void holdNoMore() {
    most = Integer.MAX_VALUE;
    slowly = Integer.MAX_VALUE;
  }

  public long bytesSent() {
    return sent.get();
  }

  /** What clients sent with each request. */
  public List<Headers> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestHeaders());
    @Nullable String range = exchange.getRequestHeaders().getFirst("Range");
    int first = 0;
    int last = content.length - 1;
    if (range != null) {
      List<String> ends = Splitter.on('-').splitToList(range.substring("bytes=".length()));
      if (ends.get(0).isEmpty()) {
        first = Math.max(0, content.length - Integer.parseInt(ends.get(1)));
      } else {
        first = Integer.parseInt(ends.get(0));
        last = Math.min(last, Integer.parseInt(ends.get(1)));
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + first + "-" + last + "/" + content.length);
    }
    exchange.getResponseHeaders().set("ETag", ETAG);
    int length = last + 1 - first;
    exchange.sendResponseHeaders(range == null ? 200 : 206, length);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      int now = Math.min(length, Math.min(most, slowly));
      send(out, first, now);
      while (now < length && slowly < Integer.MAX_VALUE) {
        Thread.sleep(10);
        int more = Math.min(length - now, 1000);
        send(out, first + now, more);
        now += more;
      }
      if (now < length) {
        released.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(OutputStream out, int from, int count) throws IOException {
    out.write(content, from, count);
    out.flush();
    sent.addAndGet(count);
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
