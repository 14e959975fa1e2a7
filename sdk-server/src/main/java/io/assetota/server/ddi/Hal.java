package io.assetota.server.ddi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.json.Json;
import java.io.IOException;

/** Answers in the form of DDI: HAL, with an ETag over the whole. */
final class Hal {
  private static final int ETAG_DIGITS = 32;

  private Hal() {}

  static void send(Exchange exchange, ObjectNode body) throws IOException {
    byte[] bytes = Json.bytes(body);
    String etag =
        "\"0" + Hashing.sha256().hashBytes(bytes).toString().substring(0, ETAG_DIGITS) + "\"";
    exchange.set("ETag", etag).set("Cache-Control", "private, no-cache");
    if (exchange.header("If-None-Match").filter(etag::equals).isPresent()) {
      exchange.send(304);
    } else {
      exchange.send(200, "application/hal+json", bytes);
    }
  }

  static void link(ObjectNode links, String name, String href) {
    links.putObject(name).put("href", href);
  }
}
