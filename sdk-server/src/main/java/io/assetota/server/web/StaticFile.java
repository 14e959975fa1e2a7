package io.assetota.server.web;

import com.google.common.hash.Hashing;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;

/** A file of the server that is the same for everybody. */
public final class StaticFile implements Endpoint {
  private final String contentType;
  private final byte[] content;
  private final String etag;

  /**
   * Reads it.
   *
   * @param beside a class that it lies beside
   */
  public StaticFile(Class<?> beside, String name, String contentType) throws IOException {
    this.contentType = contentType;
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssetException("This server lacks its own file " + name + "; build it again");
      }
      content = in.readAllBytes();
    }
    etag = "\"" + Hashing.sha256().hashBytes(content).toString().substring(0, 32) + "\"";
  }

  @Override
  public void answer(Exchange exchange) {
    exchange.set("ETag", etag).set("Cache-Control", "no-cache");
    if (exchange.header("If-None-Match").filter(etag::equals).isPresent()) {
      exchange.send(304);
    } else {
      exchange.send(200, contentType, content);
    }
  }
}
