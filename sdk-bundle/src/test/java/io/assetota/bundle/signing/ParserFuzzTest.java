package io.assetota.bundle.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes from outside, a parser gives a value or an {@link AssetException}. */
final class ParserFuzzTest {
  private static final int ROUNDS = 5_000;
  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "null",
    "true",
    "-1",
    "0",
    "1e9",
    "9223372036854775808",
    "\\u0000",
    "\\ud800",
    "\u00fc",
    "\"payload\"",
    "\"signatures\"",
    "\"release\"",
    "==",
    "-----"
  };

  /** Takes bytes from outside. */
  private interface Parser {
    void parse(byte[] bytes) throws IOException;
  }

  @TempDir private Path folder;

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length + 1);
      switch (random.nextInt(5)) {
        case 0 -> {
          if (at < bytes.length) {
            bytes[at] = (byte) random.nextInt();
          }
        }
        case 1 -> bytes = Arrays.copyOf(bytes, at);
        case 2 -> {
          byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(UTF_8);
          bytes = splice(bytes, at, Math.min(bytes.length, at + random.nextInt(3)), token);
        }
        case 3 -> {
          int end = Math.min(bytes.length, at + random.nextInt(40));
          bytes = splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
        }
        default -> bytes = splice(bytes, at, Math.min(bytes.length, at + 8), new byte[0]);
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
    return com.google.common.primitives.Bytes.concat(
        Arrays.copyOf(bytes, from), with, Arrays.copyOfRange(bytes, to, bytes.length));
  }

  private static void fuzz(byte[] seed, Parser parser) {
    Random random = new Random(seed.length);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = mutated(seed, random);
      try {
        parser.parse(input);
      } catch (AssetException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      } catch (IOException | RuntimeException | StackOverflowError e) {
        throw new AssertionError("round " + round + ": " + new String(input, UTF_8), e);
      }
    }
    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
  }

  @Test
  void envelopes() {
    fuzz(SigningKit.resource("openssl.dsse.json"), bytes -> Envelope.parse(bytes, "envelope"));
  }

  @Test
  void releases() throws IOException {
    Envelope envelope = Envelope.parse(SigningKit.resource("openssl.dsse.json"), "envelope");
    fuzz(envelope.payload(), bytes -> ReleaseJson.read(Envelope.of(ReleaseJson.TYPE, bytes)));
  }

  @Test
  void keyrings() {
    Keyring keyring =
        Keyring.pinned("kiosk", SigningKit.role(1, SigningKit.ALICE, SigningKit.BOB))
            .next(
                Optional.of(SigningKit.END),
                SigningKit.role(1, SigningKit.ALICE),
                SigningKit.role(1, SigningKit.BOB));
    fuzz(
        KeyringJson.write(keyring),
        bytes -> KeyringJson.read(Envelope.of(KeyringJson.TYPE, bytes)));
  }

  @Test
  void keys() {
    fuzz(SigningKit.resource("openssl.key"), bytes -> SigningKey.parse(new String(bytes, UTF_8)));
    fuzz(SigningKit.resource("openssl.pub"), bytes -> TrustedKey.parse(new String(bytes, UTF_8)));
  }

  @Test
  void trustStates() throws IOException {
    Keyring keyring = Keyring.pinned("kiosk", SigningKit.role(1, SigningKit.ALICE));
    Path file = folder.resolve("trust");
    TrustRecord.Newest newest =
        new TrustRecord.Newest(3, io.assetota.core.AssetHash.ofContent(new byte[0]));
    new TrustRecord(
            keyring,
            Optional.of(newest),
            Optional.of(SigningKit.NOW),
            Optional.of(new TrustRecord.Candidate(newest, SigningKit.NOW)))
        .write(file);
    String written = Files.readString(file);
    byte[] json = written.substring(0, written.indexOf('\n')).getBytes(UTF_8);
    Random random = new Random(1);
    for (int round = 0; round < 1000; round++) {
      byte[] changed = mutated(json, random);
      String seal = "\n" + io.assetota.core.AssetHash.ofContent(changed) + "\n";
      Files.write(file, List.of());
      Files.write(file, com.google.common.primitives.Bytes.concat(changed, seal.getBytes(UTF_8)));
      try {
        TrustRecord.read(file);
      } catch (AssetException e) {
        assertThat(e).hasMessageContaining("Nothing is installed");
      }
    }
  }
}
