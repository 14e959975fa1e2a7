package io.assetota.ota.source;

import com.google.common.net.InetAddresses;
import io.assetota.testing.Answer;
import io.assetota.testing.RangedContent;
import io.assetota.testing.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A web server for one bundle, which breaks the protocol as a test says. */
public final class RangeServer implements Closeable {
  /** A request. */
  public record Request(io.assetota.testing.Request received) {
    /** The value of a header; empty if there is none. */
    public String header(String name) {
      return received.header(name).orElse("");
    }

    public String path() {
      return received.path();
    }
  }

  /** Answers a request in its own way. */
  @FunctionalInterface
  public interface Behaviour {
    public void answer(Request request, Response response) throws IOException;
  }

  private final WebServer server;
  private volatile RangedContent ranged;
  private volatile Behaviour behaviour = (request, response) -> response.serve();

  public RangeServer(byte[] content) throws IOException {
    ranged = new RangedContent(content, "\"v1\"");
    server = WebServer.start(this::answer);
  }

  /** One with TLS. */
  public RangeServer(byte[] content, SSLContext tls) throws IOException {
    ranged = new RangedContent(content, "\"v1\"");
    server = WebServer.startEncrypted(tls, this::answer);
  }

  private RangeServer(byte[] content, String address) throws IOException {
    ranged = new RangedContent(content, "\"v1\"");
    server = WebServer.startAt(InetAddresses.forString(address), this::answer);
  }

  public static RangeServer onIpv6(byte[] content) throws IOException {
    return new RangeServer(content, "::1");
  }

  private void answer(io.assetota.testing.Request request, io.assetota.testing.Response response)
      throws IOException {
    behaviour.answer(new Request(request), new Response(request, response));
  }

  public URI uri() {
    return server.uri().resolve("/bundle.zip");
  }

  public void behave(Behaviour newBehaviour) {
    behaviour = newBehaviour;
  }

  /** Behaves for the first requests only, and properly afterwards. */
  public void behaveOnce(int count, Behaviour first) {
    AtomicInteger left = new AtomicInteger(count);
    behaviour =
        (request, response) -> {
          if (left.getAndDecrement() > 0) {
            first.answer(request, response);
          } else {
            response.serve();
          }
        };
  }

  public void replace(byte[] newContent, String newEtag) {
    ranged = new RangedContent(newContent, newEtag);
  }

  public byte[] content() {
    return ranged.content();
  }

  public long bodyBytes() {
    return server.bodyBytes();
  }

  public int requests() {
    return server.requests().size();
  }

  public List<Request> log() {
    return server.requests().stream().map(Request::new).toList();
  }

  public void resetCounters() {
    server.forget();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** What a behaviour can do. */
  public final class Response {
    private final io.assetota.testing.Request request;
    private final io.assetota.testing.Response response;

    Response(io.assetota.testing.Request request, io.assetota.testing.Response response) {
      this.request = request;
      this.response = response;
    }

    /** Bytes of the content that the request asks for: first and last. */
    public long[] range() {
      return ranged.range(request);
    }

    /** Whether the request is the first of a source, for the head of the bundle. */
    public boolean isFirst() {
      return request
          .header("Range")
          .filter(("bytes=0-" + (HttpSource.HEAD - 1))::equals)
          .isPresent();
    }

    /** Whether the request is for the directory. */
    public boolean isTail() {
      return range()[1] == ranged.content().length - 1;
    }

    /** Answers as it should be. */
    public void serve() throws IOException {
      response.send(ranged.answer(request));
    }

    /** Answers as it should be, but cuts the connection after some bytes of the body. */
    public void serve(int bodyLimit) throws IOException {
      Answer answer = ranged.answer(request);
      response.head(answer);
      int count = Math.min(answer.body().length, bodyLimit);
      response.body(answer.body(), 0, count);
      if (count < answer.body().length) {
        throw new IOException("cut");
      }
    }

    /** Answers with anything. */
    public void send(String status, List<String> headers, byte[] body) throws IOException {
      response.head(status, headers);
      response.body(body, 0, body.length);
    }

    public void head(String status, List<String> headers) throws IOException {
      response.head(status, headers);
    }

    /** The head of a proper answer to a range, for a body that is none. */
    public void partialHead(String... moreHeaders) throws IOException {
      List<String> headers = new ArrayList<>(List.of(moreHeaders));
      headers.add("Content-Range: " + ranged.contentRange(range()));
      headers.add("ETag: " + ranged.etag());
      response.head("206 Partial Content", headers);
    }

    public void body(byte[] body, int offset, int length) throws IOException {
      response.body(body, offset, length);
    }

    /** Says nothing more, until the server is closed. */
    public void stall() throws IOException {
      response.stall();
    }

    public byte[] content() {
      return ranged.content();
    }

    public String etag() {
      return ranged.etag();
    }
  }
}
