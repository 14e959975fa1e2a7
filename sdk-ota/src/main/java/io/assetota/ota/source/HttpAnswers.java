package io.assetota.ota.source;

import io.assetota.core.bundle.ByteRange;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/** Reads the answers of a web server about a bundle, and puts failures into words. */
final class HttpAnswers {
  static final int OK = 200;
  static final int PARTIAL_CONTENT = 206;
  static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int PRECONDITION_FAILED = 412;

  private final String bundle;

  HttpAnswers(URI uri) {
    bundle = Origin.printable(uri);
  }

  /**
   * Returns the range that the first answer has.
   *
   * @param wanted what was asked for; a bundle may be shorter
   */
  ContentRange first(HttpResponse<?> response, ByteRange wanted) throws SourceException {
    requireUnencoded(response);
    ContentRange given = contentRange(response);
    if (given.first() != wanted.start()
        || given.last() != Math.min(wanted.end(), given.size()) - 1) {
      throw answered(given, wanted);
    }
    return given;
  }

  /** Returns the length that a server names when the bundle is shorter than the requested range. */
  Optional<Long> lengthOfUnsatisfied(HttpResponse<?> response) throws SourceException {
    Optional<Long> length =
        ContentRange.parse(header(response, "Content-Range")).map(ContentRange::size);
    if (length.equals(Optional.of(0L))) {
      throw new SourceException(
          Kind.REFUSED, bundle + " is empty according to the server: upload the bundle again");
    }
    return length;
  }

  /** Refuses an answer that is not the requested range of the known bundle. */
  void requireRange(HttpResponse<?> response, ByteRange wanted, long size, Validator validator)
      throws SourceException {
    switch (response.statusCode()) {
      case PARTIAL_CONTENT -> {
        requireUnencoded(response);
        ContentRange given = contentRange(response);
        if (given.size() != size || !validator.allows(Validator.of(response))) {
          throw changed();
        }
        if (given.first() != wanted.start() || given.last() != wanted.end() - 1) {
          throw answered(given, wanted);
        }
      }
      case OK -> {
        requireUnencoded(response);
        throw isPage(response) ? page() : changed();
      }
      case PRECONDITION_FAILED -> throw changed();
      case RANGE_NOT_SATISFIABLE -> {
        if (contentRange(response).size() != size) {
          throw changed();
        }
        throw protocol("says that it has no bytes " + text(wanted));
      }
      default -> throw refused(response.statusCode());
    }
  }

  private ContentRange contentRange(HttpResponse<?> response) throws SourceException {
    String header = header(response, "Content-Range");
    return ContentRange.parse(header)
        .orElseThrow(() -> protocol("answered with an invalid Content-Range: \"" + header + "\""));
  }

  /** Ranges of a compressed bundle are other bytes and can't be combined. */
  void requireUnencoded(HttpResponse<?> response) throws SourceException {
    String encoding = header(response, "Content-Encoding").trim();
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw protocol(
          "sends the bundle compressed (Content-Encoding: "
              + encoding
              + "), though it was asked not to; switch that off for bundles, at the server or at a"
              + " proxy before it");
    }
  }

  /**
   * Refuses a web page that is no bundle; some servers send bundles with the type of a web page.
   */
  void requireBundle(HttpResponse<?> response, byte[] start) throws SourceException {
    boolean archive = start.length > 1 && start[0] == 'P' && start[1] == 'K';
    if (!archive && isPage(response)) {
      throw page();
    }
  }

  private static boolean isPage(HttpResponse<?> response) {
    String type = header(response, "Content-Type").toLowerCase(Locale.ROOT);
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Temporary, as it ends when somebody logs in. */
  private SourceException page() {
    return new SourceException(
        Kind.TEMPORARY,
        bundle
            + " answered with a web page instead of a bundle: is the address right, or does this"
            + " network want somebody to log in first?");
  }

  private SourceException answered(ContentRange given, ByteRange wanted) {
    return protocol("answered " + given + " to a request for bytes " + text(wanted));
  }

  private static String text(ByteRange range) {
    return range.start() + " to " + (range.end() - 1);
  }

  private SourceException changed() {
    return new SourceException(
        Kind.CHANGED, "the bundle at " + bundle + " was replaced while it was read: update again");
  }

  SourceException protocol(String what) {
    return new SourceException(Kind.PROTOCOL, bundle + " " + what);
  }

  SourceException refused(int status) {
    String hint =
        switch (status) {
          case 401, 403 -> ": are the credentials right?";
          case 404, 410 -> ": there is no bundle at this address";
          case 407 -> ": the proxy demands credentials; give it a user and a password";
          default -> "";
        };
    return new SourceException(Kind.REFUSED, bundle + " answered with status " + status + hint);
  }
}
