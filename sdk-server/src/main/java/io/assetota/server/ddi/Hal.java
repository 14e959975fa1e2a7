package io.assetota.server.ddi;

import com.google.common.hash.Hashing;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonWriter;
import io.assetota.server.web.Exchange;
import java.io.IOException;

/** Answers in the form of DDI: HAL, with an ETag over the whole. */
final class Hal {
  private static final int ETAG_DIGITS = 32;

  private Hal() {}

  static void send(Exchange exchange, JsonFields body) {
    byte[] bytes = JsonWriter.compact(body);
    String etag =
        "\"0" + Hashing.sha256().hashBytes(bytes).toString().substring(0, ETAG_DIGITS) + "\"";
    exchange.set("ETag", etag).set("Cache-Control", "private, no-cache");
    if (exchange.header("If-None-Match").filter(etag::equals).isPresent()) {
      exchange.send(304);
    } else {
      exchange.send(200, "application/hal+json", bytes);
    }
  }

  static void link(JsonWriter links, String name, String href) throws IOException {
    links.put(name, link -> link.put("href", href));
  }
}
