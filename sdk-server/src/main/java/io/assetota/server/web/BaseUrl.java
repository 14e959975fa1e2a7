package io.assetota.server.web;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address at which clients find this server: a configured one, or else that of the request. */
public final class BaseUrl {
  /** A host name or address, and perhaps a port: nothing that could break out of a link. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(?::\\d{1,5})?");

  private final Optional<String> configured;

  private BaseUrl(Optional<String> configured) {
    this.configured = configured;
  }

  /** Takes it from the request: right unless there is a proxy in front. */
  public static BaseUrl ofRequest() {
    return new BaseUrl(Optional.empty());
  }

  /**
   * Always returns the same.
   *
   * @throws IllegalArgumentException if it is no HTTP address of a server's root
   */
  public static BaseUrl of(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    if (!http
        || url.getRawAuthority() == null
        || !HOST.matcher(url.getRawAuthority()).matches()
        || !(path.isEmpty() || path.equals("/"))
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException("not like https://updates.example: " + url);
    }
    return new BaseUrl(Optional.of(url.getScheme() + "://" + url.getRawAuthority()));
  }

  /** Returns scheme and authority, without a slash at the end. */
  public String of(Exchange exchange) throws HttpException {
    if (configured.isPresent()) {
      return configured.get();
    }
    String host = exchange.header("Host").orElse("");
    if (!HOST.matcher(host).matches()) {
      throw HttpException.badRequest("The Host header is missing or wrong");
    }
    return (exchange.isSecure() ? "https://" : "http://") + host;
  }

  /** Tells whether clients reach it with TLS. */
  public boolean isEncrypted(Exchange exchange) throws HttpException {
    return of(exchange).startsWith("https:");
  }

  /** Tells whether a browser's Origin header is this server. */
  public boolean isOrigin(Exchange exchange, String origin) throws HttpException {
    return of(exchange).equalsIgnoreCase(origin);
  }
}
