package io.assetota.server.console;

import java.time.Instant;
import java.util.Optional;

/** A browser that has logged in. */
final class Session {
  private final String csrfToken;
  private final Instant created;
  private Instant lastUsed;
  private Optional<Notice> notice = Optional.empty();

  Session(String csrfToken, Instant now) {
    this.csrfToken = csrfToken;
    created = now;
    lastUsed = now;
  }

  /** What each of its forms must carry, so that no other site can send them. */
  String csrfToken() {
    return csrfToken;
  }

  Instant created() {
    return created;
  }

  synchronized Instant lastUsed() {
    return lastUsed;
  }

  synchronized void use(Instant now) {
    lastUsed = now;
  }

  /** Leaves something to tell on the next page. */
  synchronized void tell(Notice text) {
    notice = Optional.of(text);
  }

  /** Takes what there is to tell, once. */
  synchronized Optional<Notice> takeNotice() {
    Optional<Notice> taken = notice;
    notice = Optional.empty();
    return taken;
  }
}
