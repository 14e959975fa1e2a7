package io.assetota.server.console;

import java.util.List;

/**
 * Something to tell at the top of a page.
 *
 * @param kind {@code good} or {@code bad}
 * @param text what
 * @param lines more of it
 * @param secret something to copy now or never; or empty
 */
record Notice(String kind, String text, List<String> lines, String secret) {
  static Notice good(String text) {
    return new Notice("good", text, List.of(), "");
  }

  static Notice bad(String text, List<String> lines) {
    return new Notice("bad", text, List.copyOf(lines), "");
  }

  static Notice secret(String text, String secret) {
    return new Notice("good", text, List.of(), secret);
  }

  @Override
  public String toString() {
    return kind + ": " + text;
  }
}
