package io.assetota.server.console.login;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The fields of a form, each at most once. */
public record Form(Map<String, String> fields) {
  public static final int MAX_BODY = 16 * 1024;
  private static final char REPLACEMENT = '\ufffd';

  public Form {
    fields = Map.copyOf(fields);
  }

  /** Reads a form whose body was read. Fields that are left out are empty. */
  public static Form read(Exchange exchange) throws IOException {
    String type = exchange.header("Content-Type").orElse("");
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw new HttpException(415, "A form is expected");
    }
    Map<String, String> fields = new HashMap<>();
    String body = new String(exchange.body(), US_ASCII);
    for (String pair : Splitter.on('&').omitEmptyStrings().split(body)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (fields.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
        throw HttpException.badRequest("The field " + name + " is there twice");
      }
    }
    return new Form(fields);
  }

  /** Refuses a form that has other fields than its page gave it. */
  public Form requireOnly(Set<String> known) throws HttpException {
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw HttpException.badRequest("The form has no field " + name + ": reload the page");
      }
    }
    return this;
  }

  private static String decode(String text) throws HttpException {
    try {
      String decoded = URLDecoder.decode(text, UTF_8);
      if (decoded.indexOf(REPLACEMENT) < 0) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as are bytes that are no UTF-8.
    }
    throw HttpException.badRequest("The form can't be read");
  }

  public String get(String name) {
    return fields.getOrDefault(name, "");
  }

  public boolean isChecked(String name) throws HttpException {
    if (fields.containsKey(name) && !get(name).equals("on")) {
      throw HttpException.badRequest(name + " is on, or left out");
    }
    return fields.containsKey(name);
  }

  public long number(String name) throws HttpException {
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
