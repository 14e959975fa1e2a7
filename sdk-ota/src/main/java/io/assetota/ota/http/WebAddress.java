package io.assetota.ota.http;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import io.assetota.core.model.AssetException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads http and https addresses as people write them, and says what is wrong with others. */
public final class WebAddress {
  private static final Pattern SCHEME = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]*)://.*");
  private static final int LAST_PORT = 65_535;

  private WebAddress() {}

  /**
   * Reads an address.
   *
   * @param text for example {@code https://updates.example/release.zip}
   * @return the address, with a host that requests can be sent to
   * @throws AssetException if it is none, with what is wrong and how it would be right; the text
   *     itself is told without user, password and query
   */
  public static URI parse(String text) throws AssetException {
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.matches()) {
      throw new AssetException(
          quoted(text) + " is not an address: begin it with http:// or https://");
    }
    if (!scheme.group(1).equalsIgnoreCase("http") && !scheme.group(1).equalsIgnoreCase("https")) {
      throw new AssetException(quoted(text) + " is not supported: use http:// or https://");
    }
    requirePort(text);
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      // Without the reason of Java's, which repeats the text, with its secrets.
      throw new AssetException(
          quoted(text)
              + " is not a valid address: write blanks and other special characters as %XX");
    }
    if (!Origin.isWeb(uri)) {
      throw new AssetException(quoted(text) + " has no valid host");
    }
    return uri;
  }

  private static void requirePort(String text) throws AssetException {
    String behind = text.substring(text.indexOf("//") + 2);
    String authority = Splitter.on(CharMatcher.anyOf("/?#")).splitToList(behind).get(0);
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = host.lastIndexOf(':');
    if (colon <= host.lastIndexOf(']') || colon == host.length() - 1) {
      return;
    }
    Integer port = Ints.tryParse(host.substring(colon + 1));
    if (port == null || port < 1 || port > LAST_PORT) {
      throw new AssetException(
          quoted(text)
              + ": there is no port "
              + host.substring(colon + 1)
              + ", ports are 1 to "
              + LAST_PORT);
    }
  }

  /** What may be said of it: credentials can be before the host and behind a question mark. */
  private static String quoted(String text) {
    String plain = text.replaceFirst("//[^/?#]*@", "//").replaceFirst("(?s)[?#].*", "?...");
    return "'" + plain + "'";
  }
}
