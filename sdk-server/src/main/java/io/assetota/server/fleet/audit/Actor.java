package io.assetota.server.fleet.audit;

/**
 * Who did something.
 *
 * @param operator the name of the operator; empty if that is not known
 * @param credential how it was let in: {@code console}, or the name of a token
 * @param address where the request came from
 */
public record Actor(String operator, String credential, String address) {
  /** How somebody in the console was let in. */
  public static final String CONSOLE = "console";
}
