package io.assetota.ota.http;

import io.assetota.core.model.Printable;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final int LAST_PORT = 65_535;

  /** Java takes a name with an underscore, as containers have it, for no host. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[^@]*@)?([A-Za-z0-9._-]+)(?::(\\d{0,9}))?");

  private record Authority(String host, int port) {}

  /**
   * Returns the origin of an address.
   *
   * @param uri an http or https address with a host, see {@link #isWeb}
   * @return its origin
   */
  public static Origin of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? HTTPS : HTTP;
    Authority authority = authority(uri).orElseThrow();
    return new Origin(
        scheme,
        authority.host().toLowerCase(Locale.ROOT),
        authority.port() < 0 ? usual : authority.port());
  }

  private static Optional<Authority> authority(URI uri) {
    if (uri.getHost() != null) {
      return Optional.of(new Authority(uri.getHost(), uri.getPort()));
    }
    Matcher matcher = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String port = matcher.group(2);
    return Optional.of(
        new Authority(
            matcher.group(1), port == null || port.isEmpty() ? -1 : Integer.parseInt(port)));
  }

  /**
   * Tells whether requests can be sent to an address.
   *
   * @param uri any address
   * @return true for http and https with a host
   */
  public static boolean isWeb(URI uri) {
    return authority(uri).isPresent()
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }

  /**
   * Tells whether connections to it are encrypted.
   *
   * @return true for https
   */
  public boolean isSecured() {
    return scheme.equals("https");
  }

  /**
   * Tells whether a connection can be made to its port.
   *
   * @return false for a port that is not 1 to 65535
   */
  public boolean hasPort() {
    return port > 0 && port <= LAST_PORT;
  }

  /**
   * Returns what stands in the header {@code Host}: without the zone of an IPv6 address (RFC 6874).
   *
   * @return host, and port unless it is the usual one
   */
  public String hostHeader() {
    String name = host.replaceFirst("%.*]", "]");
    return port == (isSecured() ? HTTPS : HTTP) ? name : name + ":" + port;
  }

  /**
   * Returns an address for people and logs: without user, password, query and fragment, which may
   * hold credentials.
   *
   * @param uri any address
   * @return one printable line
   */
  public static String printable(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme() + "://";
    String host = authority(uri).map(Authority::host).orElse("");
    int number = authority(uri).map(Authority::port).orElse(-1);
    String port = number < 0 ? "" : ":" + number;
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return Printable.line(scheme + host + port + path + (uri.getRawQuery() == null ? "" : "?..."));
  }

  @Override
  public String toString() {
    return scheme + "://" + hostHeader();
  }
}
