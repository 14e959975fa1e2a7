package io.assetota.server.console.login;

import java.util.List;

/**
 * A message at the top of a page.
 *
 * @param kind {@code good} or {@code bad}
 * @param text the message
 * @param lines further lines
 * @param secret a secret that is shown only this once; or empty
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
