package io.assetota.ota.http;

import java.net.URI;
import java.util.Locale;

/**
 * What credentials belong to: scheme, host and port (RFC 6454, section 4).
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port also where the address leaves it out
 */
public record Origin(String scheme, String host, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** The origin of an http or https address. */
  public static Origin of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? HTTPS : HTTP;
    return new Origin(
        scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() < 0 ? usual : uri.getPort());
  }

  /** Tells whether an address is one that requests can be sent to. */
  public static boolean isWeb(URI uri) {
    return uri.getHost() != null
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }

  /**
   * Says an address for people and logs: without user, password, query and fragment, where
   * credentials may stand.
   */
  public static String printable(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme() + "://";
    String host = uri.getHost() == null ? "" : uri.getHost();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return scheme + host + port + path + (uri.getRawQuery() == null ? "" : "?...");
  }
}
