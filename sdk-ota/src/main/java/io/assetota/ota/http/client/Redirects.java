package io.assetota.ota.http.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads, and whether it may. */
final class Redirects {
  private static final String NEVER_IN_ADDRESSES = "\"<>\\^`{|}";

  private Redirects() {}

  /**
   * Reads a header {@code Location}.
   *
   * @param from the address that answered with it
   */
  static URI target(URI from, String location) throws SourceException {
    URI to;
    try {
      to = from.resolve(URI.create(encode(location.trim())));
    } catch (IllegalArgumentException e) {
      throw noAddress(from, e);
    }
    boolean secured = "https".equalsIgnoreCase(from.getScheme());
    if (!"https".equalsIgnoreCase(to.getScheme())
        && (secured || !"http".equalsIgnoreCase(to.getScheme()))) {
      throw new SourceException(
          Kind.UNTRUSTED,
          Origin.printable(from) + " redirects to an unsecured address: " + Origin.printable(to));
    }
    if (!Origin.isWeb(to)) {
      throw noAddress(from, null);
    }
    return to;
  }

  private static SourceException noAddress(URI from, @Nullable IllegalArgumentException cause) {
    return new SourceException(
        Kind.PROTOCOL, Origin.printable(from) + " redirects to an invalid address", cause);
  }

  /**
   * Servers write blanks and other letters as they are, and everybody reads them as browsers do:
   * what can't be in an address is encoded, byte by byte.
   */
  private static String encode(String location) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : location.getBytes(ISO_8859_1)) {
      int c = b & 0xff;
      if (c <= ' ' || c >= 0x7f || NEVER_IN_ADDRESSES.indexOf(c) >= 0) {
        encoded.append(String.format(Locale.ROOT, "%%%02X", c));
      } else {
        encoded.append((char) c);
      }
    }
    return encoded.toString();
  }
}
