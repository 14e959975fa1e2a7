package io.assetota.server.web.limit;

import java.time.Duration;

/**
 * What clients may use. A stranger is a client that has shown no token, session or mark of a known
 * browser on its connection.
 *
 * @param headers until the headers of a request are whole, from its first byte, or from the begin
 *     of the connection
 * @param body until a body that is read into memory is whole
 * @param connections all connections; of more, the one that has waited longest for a next request
 *     is closed
 * @param strangers connections of all strangers
 * @param ofOneAddress connections of strangers of one IPv4 address, or one IPv6 network (/64)
 * @param strangersBodies bodies of strangers that are read at a time
 * @param uploads bundles that are taken in at a time; as many again wait
 */
public record WebLimits(
    Duration headers,
    Duration body,
    int connections,
    int strangers,
    int ofOneAddress,
    int strangersBodies,
    int uploads) {
  /** The limits outside of tests. */
  public static final WebLimits DEFAULT =
      new WebLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), 8192, 1024, 64, 256, 4);

  /** Checks the ranges. */
  public WebLimits {
    if (headers.toMillis() < 1 || body.toMillis() < 1) {
      throw new IllegalArgumentException("deadlines are longer than nothing");
    }
    if (ofOneAddress < 1 || strangers < ofOneAddress || connections < strangers) {
      throw new IllegalArgumentException("an address has a part of the strangers, they of all");
    }
    if (strangersBodies < 1 || uploads < 1) {
      throw new IllegalArgumentException("one at a time is the least");
    }
  }
}
