package io.assetota.server.console.page;

import com.google.common.hash.Hashing;
import io.assetota.core.model.AssetException;
import io.assetota.server.web.Endpoint;
import io.assetota.server.web.Exchange;
import java.io.IOException;
import java.io.InputStream;

/** A file of the console that is the same for everybody. */
public final class StaticFile implements Endpoint {
  /** Where the files are: with the pages that use them. */
  private static final String FOLDER = "/io/assetota/server/console/";

  private final String contentType;
  private final byte[] content;
  private final String etag;

  public StaticFile(String name, String contentType) throws IOException {
    this.contentType = contentType;
    try (InputStream in = StaticFile.class.getResourceAsStream(FOLDER + name)) {
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
