package io.assetota.cli.testing;

import io.assetota.testing.Answer;
import io.assetota.testing.WebServer;
import java.io.IOException;

/** A web server that refuses every request. */
public final class RefusingServer implements AutoCloseable {
  private final WebServer server = WebServer.start(request -> Answer.of(403));

  public RefusingServer() throws IOException {}

  /** Its port, which nobody else can have meanwhile. */
  public int port() {
    return server.port();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.close();
  }
}
