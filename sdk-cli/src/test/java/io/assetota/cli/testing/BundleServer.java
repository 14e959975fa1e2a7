package io.assetota.cli.testing;

import io.assetota.testing.Answer;
import io.assetota.testing.RangedContent;
import io.assetota.testing.Request;
import io.assetota.testing.Response;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A web server that has one bundle, and gives parts of it. */
public final class BundleServer implements AutoCloseable {
  private final WebServer server;
  private final RangedContent content;
  private volatile int most = Integer.MAX_VALUE;
  private volatile int slowly = Integer.MAX_VALUE;

  private BundleServer(byte[] content) throws IOException {
    this.content = new RangedContent(content, "\"v1\"");
    server = WebServer.start(this::answer);
  }

  private BundleServer(byte[] content, SSLContext tls) throws IOException {
    this.content = new RangedContent(content, "\"v1\"");
    server = WebServer.startForCertificates(tls, this::answer);
  }

  public static BundleServer of(byte[] content) throws IOException {
    return new BundleServer(content);
  }

  /** One with TLS, which asks for a certificate of the client. */
  public static BundleServer encrypted(byte[] content, SSLContext tls) throws IOException {
    return new BundleServer(content, tls);
  }

  public URI uri() {
    return server.uri().resolve("/bundle.zip");
  }

  /** From now on, each answer stops after so many bytes, and never goes on. */
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
    return server.bodyBytes();
  }

  /** What clients asked for. */
  public List<Request> requests() {
    return server.requests();
  }

  private void answer(Request request, Response response) throws IOException {
    if (!request.pathWithoutQuery().equals("/bundle.zip")) {
      response.send(Answer.of(404));
      return;
    }
    Answer answer = content.answer(request);
    response.head(answer);
    byte[] body = answer.body();
    int sent = Math.min(body.length, Math.min(most, slowly));
    response.body(body, 0, sent);
    while (sent < body.length && slowly < Integer.MAX_VALUE) {
      response.pause(10);
      int more = Math.min(body.length - sent, 1000);
      response.body(body, sent, more);
      sent += more;
    }
    if (sent < body.length) {
      response.stall();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
