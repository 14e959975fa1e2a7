package io.assetota.server.web.json;

import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import io.assetota.server.web.Body;
import io.assetota.server.web.Exchange;

/** The JSON in a request. What is wrong with it is a bad request. */
public final class JsonBody {
  private static final int MAX_VALUES = 10_000;

  private JsonBody() {}

  /**
   * Reads the object that a request carries, whose body {@link Body} has read before.
   *
   * @throws JsonException if it is anything else; it is answered with 400
   */
  public static JsonObject read(Exchange exchange) throws JsonException {
    byte[] body = exchange.body();
    JsonLimits limits = JsonLimits.of(Math.max(1, body.length)).withValues(MAX_VALUES);
    return JsonDocument.parse(body, "body", limits).object();
  }
}
