package io.assetota.ota.source;

import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Distinguishes the contents of an address: by entity tag or modification time (RFC 9110, section
 * 8.8).
 *
 * @param etag with its quotes, and {@code W/} if it is a weak one
 * @param lastModified as the server wrote it
 */
record Validator(Optional<String> etag, Optional<String> lastModified) {
  static Validator of(HttpResponse<?> response) {
    return new Validator(
        response.headers().firstValue("ETag"), response.headers().firstValue("Last-Modified"));
  }

  /** Returns the most exact one. */
  Optional<String> text() {
    return etag.or(() -> lastModified);
  }

  /** Returns what {@code If-Range} may carry: a weak tag says nothing about single bytes. */
  Optional<String> forIfRange() {
    Optional<String> strong = etag.filter(tag -> !tag.startsWith("W/"));
    return strong.isPresent() || etag.isPresent() ? strong : lastModified;
  }

  /** Tells whether a later answer with this validator can have the same content. */
  boolean allows(Validator later) {
    return later.text().isEmpty() || text().isEmpty() || text().equals(later.text());
  }
}
