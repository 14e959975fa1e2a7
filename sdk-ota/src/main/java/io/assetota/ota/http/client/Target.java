package io.assetota.ota.http.client;

import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a request goes. Java's client takes no name with an underscore, and sends the zone of an
 * IPv6 address to the server; so both are asked by their plain address, with a header {@code Host}
 * of our own.
 *
 * @param uri what the client gets
 * @param hostHeader what it must send as {@code Host}, if that isn't what stands in the address
 */
record Target(URI uri, Optional<String> hostHeader) {
  /** What lets Java's client send a header Host; read once, when its first request is made. */
  static final String PROPERTY = "jdk.httpclient.allowRestrictedHeaders";

  static Target of(URI uri) throws SourceException, UnknownHostException {
    Origin origin = Origin.of(uri);
    if (!origin.hasPort()) {
      throw new SourceException(
          Kind.REFUSED,
          Origin.printable(uri) + ": there is no port " + origin.port() + ", the last is 65535");
    }
    if (uri.getHost() == null) {
      return named(uri, origin);
    }
    if (uri.getHost().contains("%")) {
      // RFC 6874 writes %25 before a zone, where Java and people write %.
      String host = uri.getHost().replace("%25", "%");
      return new Target(withHost(uri, host, origin), Optional.of(origin.hostHeader()));
    }
    return new Target(uri, Optional.empty());
  }

  private static Target named(URI uri, Origin origin) throws SourceException, UnknownHostException {
    if (origin.isSecured()) {
      throw new SourceException(
          Kind.REFUSED,
          Origin.printable(uri)
              + ": a certificate can't be checked for a name with an underscore; give the server"
              + " another name");
    }
    String address = InetAddress.getByName(origin.host()).getHostAddress();
    String host = address.contains(":") ? "[" + address + "]" : address;
    return new Target(withHost(uri, host, origin), Optional.of(origin.hostHeader()));
  }

  private static URI withHost(URI uri, String host, Origin origin) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(origin.scheme() + "://" + host + ":" + origin.port() + path + query);
  }
}
