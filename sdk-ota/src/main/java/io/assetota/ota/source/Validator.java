package io.assetota.ota.source;

import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What tells one content of an address from another: its entity tag or its modification time (RFC
 * 9110, section 8.8).
 *
 * @param etag with its quotes, and {@code W/} if it is a weak one
 * @param lastModified as the server wrote it
 */
record Validator(Optional<String> etag, Optional<String> lastModified) {
  static Validator of(HttpResponse<?> response) {
    return new Validator(
        response.headers().firstValue("ETag"), response.headers().firstValue("Last-Modified"));
  }

  /** The most exact of them. */
  Optional<String> text() {
    return etag.or(() -> lastModified);
  }

  /** What {@code If-Range} may carry: a weak tag says nothing about single bytes. */
  Optional<String> forIfRange() {
    Optional<String> strong = etag.filter(tag -> !tag.startsWith("W/"));
    return strong.isPresent() || etag.isPresent() ? strong : lastModified;
  }

  /** Whether a later answer with this validator can be of the same content. */
  boolean allows(Validator later) {
    return later.text().isEmpty() || text().isEmpty() || text().equals(later.text());
  }
}
