package io.assetota.server.console.login;

import io.assetota.server.fleet.operators.Operator;
import java.util.Optional;

/** A browser that has logged in. */
public final class Session {
  private final String csrfToken;
  private Operator operator;
  private final Moment created;
  private Moment lastUsed;
  private Optional<Notice> notice = Optional.empty();

  Session(Operator operator, String csrfToken, Moment now) {
    this.operator = operator;
    this.csrfToken = csrfToken;
    created = now;
    lastUsed = now;
  }

  /** The token that each of its forms carries, so that no other site can send them. */
  public String csrfToken() {
    return csrfToken;
  }

  /** Who has logged in, as of this request. */
  public synchronized Operator operator() {
    return operator;
  }

  /** Goes on with what is known of the operator now. */
  public synchronized void is(Operator now) {
    operator = now;
  }

  Moment created() {
    return created;
  }

  synchronized Moment lastUsed() {
    return lastUsed;
  }

  synchronized void use(Moment now) {
    lastUsed = now;
  }

  /** Keeps a message for the next page. */
  public synchronized void tell(Notice text) {
    notice = Optional.of(text);
  }

  /** Takes the message, once. */
  public synchronized Optional<Notice> takeNotice() {
    Optional<Notice> taken = notice;
    notice = Optional.empty();
    return taken;
  }
}
