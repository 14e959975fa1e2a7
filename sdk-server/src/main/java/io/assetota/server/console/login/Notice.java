package io.assetota.server.console.login;

import java.util.List;

/**
 * Something to tell at the top of a page.
 *
 * @param kind {@code good} or {@code bad}
 * @param text what
 * @param lines more of it
 * @param secret something to copy now or never; or empty
 */
public record Notice(String kind, String text, List<String> lines, String secret) {
  public static Notice good(String text) {
    return new Notice("good", text, List.of(), "");
  }

  public static Notice bad(String text, List<String> lines) {
    return new Notice("bad", text, List.copyOf(lines), "");
  }

  public static Notice secret(String text, String secret) {
    return new Notice("good", text, List.of(), secret);
  }

  @Override
  public String toString() {
    return kind + ": " + text;
  }
}
