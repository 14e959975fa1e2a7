package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/** Keys and times for the tests of this package, and the files that others made. */
final class TestKeys {
  static final SigningKey ALICE = SigningKey.generate(new SecureRandom());
  static final SigningKey BOB = SigningKey.generate(new SecureRandom());
  static final SigningKey CAROL = SigningKey.generate(new SecureRandom());
  static final SigningKey MALLORY = SigningKey.generate(new SecureRandom());

  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  private TestKeys() {}

  static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(TestKeys.class.getResourceAsStream("/signing/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(resource(name), UTF_8);
  }

  static KeyRole role(int threshold, SigningKey... keys) {
    return new KeyRole(threshold, Arrays.stream(keys).map(SigningKey::publicKey).toList());
  }
}
