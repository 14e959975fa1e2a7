package io.assetota.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** A complete answer of a {@link WebServer}. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Answer(int status, Map<String, String> headers, byte[] body) {
  /** An answer without a body. */
  public static Answer of(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  /** An answer with the status 200 and a body of JSON, as hawkBit sends it. */
  public static Answer json(String body) {
    return new Answer(200, Map.of("Content-Type", "application/hal+json"), body.getBytes(UTF_8));
  }

  /** The same with another status. */
  public Answer withStatus(int newStatus) {
    return new Answer(newStatus, headers, body);
  }
}
