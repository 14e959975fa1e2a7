package io.assetota.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/** The fields of a form; the last of several with the same name. */
record Form(Map<String, String> fields) {
  private static final int MAX_BODY = 16 * 1024;
  private static final int MAX_FIELDS = 64;

  Form {
    fields = Map.copyOf(fields);
  }

  static Form read(Exchange exchange) throws IOException {
    String type = exchange.header("Content-Type").orElse("");
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw new HttpException(415, "A form is expected");
    }
    Map<String, String> fields = new HashMap<>();
    String body = new String(exchange.body(MAX_BODY), UTF_8);
    for (String pair : Splitter.on('&').limit(MAX_FIELDS).omitEmptyStrings().split(body)) {
      int equals = pair.indexOf('=');
      try {
        fields.put(
            URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8),
            equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      } catch (IllegalArgumentException e) {
        throw HttpException.badRequest("The form can't be read");
      }
    }
    return new Form(fields);
  }

  String get(String name) {
    return fields.getOrDefault(name, "");
  }

  boolean isChecked(String name) {
    return fields.containsKey(name);
  }

  long number(String name) throws HttpException {
    try {
      return Long.parseLong(get(name));
    } catch (NumberFormatException e) {
      throw HttpException.badRequest(name + " is no number");
    }
  }

  @Override
  public String toString() {
    return "Form" + fields.keySet();
  }
}
