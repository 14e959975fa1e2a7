package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvelopeTest {
  private static final String TYPE = "http://example.com/HelloWorld";
  private static final Envelope HELLO = Envelope.of(TYPE, "hello world".getBytes(UTF_8));

  private static Envelope parse(String json) throws AssetException {
    return Envelope.parse(json.getBytes(UTF_8), "envelope");
  }

  private static String sealed(SigningKey key) {
    return Base64.getEncoder().encodeToString(key.sign(HELLO.message()));
  }

  private static String envelope(String... signatures) {
    return "{\"payload\":\"aGVsbG8gd29ybGQ=\",\"payloadType\":\""
        + TYPE
        + "\",\"signatures\":["
        + String.join(",", signatures)
        + "]}";
  }

  @Test
  void encodesAsTheProtocolTells() {
    // protocol.md, Test Vectors
    assertThat(new String(HELLO.message(), UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void countsBytesNotCharacters() {
    Envelope envelope = Envelope.of("t\u00fcp", "\u00e4".getBytes(UTF_8));
    assertThat(new String(envelope.message(), UTF_8)).isEqualTo("DSSEv1 4 t\u00fcp 2 \u00e4");
  }

  @Test
  void verifiesWhatOpenSslSigned() throws IOException {
    Envelope envelope = parse(TestKeys.text("openssl.dsse.json"));
    TrustedKey key = TrustedKey.parse(TestKeys.text("openssl.pub"));
    assertThat(envelope.signers(List.of(key))).containsExactly(key);
    assertThat(ReleaseJson.read(envelope).counter()).isEqualTo(7);
    // Ed25519 is deterministic: the same key makes the same signature again.
    SigningKey signingKey = SigningKey.parse(TestKeys.text("openssl.key"));
    byte[] again =
        Envelope.of(ReleaseJson.TYPE, ReleaseJson.write(ReleaseJson.read(envelope)))
            .withSignatures(List.of(signingKey))
            .toJson();
    assertThat(again).asString(UTF_8).isEqualTo(TestKeys.text("openssl.dsse.json"));
  }

  @Test
  void readsWhatItWrites() throws IOException {
    Envelope signed = HELLO.withSignatures(List.of(TestKeys.ALICE, TestKeys.BOB));
    Envelope parsed = Envelope.parse(signed.toJson(), "envelope");
    assertThat(parsed.type()).isEqualTo(TYPE);
    assertThat(parsed.payload()).isEqualTo(HELLO.payload());
    assertThat(parsed.toJson()).isEqualTo(signed.toJson());
    assertThat(parsed.signers(List.of(TestKeys.BOB.publicKey(), TestKeys.CAROL.publicKey())))
        .containsExactly(TestKeys.BOB.publicKey());
  }

  @Test
  void theOrderOfTheKeysDoesNotMatter() throws IOException {
    byte[] one = HELLO.withSignatures(List.of(TestKeys.ALICE, TestKeys.BOB)).toJson();
    byte[] other = HELLO.withSignatures(List.of(TestKeys.BOB, TestKeys.ALICE)).toJson();
    assertThat(one).isEqualTo(other);
  }

  @Test
  void takesBothAlphabetsOfBase64() throws IOException {
    byte[] payload = {(byte) 0xfb, (byte) 0xff, (byte) 0xbf};
    String json = "{\"payload\":\"%s\",\"payloadType\":\"t\",\"signatures\":[]}";
    assertThat(parse(json.formatted("+/+/")).payload()).isEqualTo(payload);
    assertThat(parse(json.formatted("-_-_")).payload()).isEqualTo(payload);
  }

  @Test
  void findsTheKeyOfASignatureWithoutKeyId() throws IOException {
    String signature = "{\"sig\":\"" + sealed(TestKeys.ALICE) + "\"}";
    List<TrustedKey> keys = List.of(TestKeys.BOB.publicKey(), TestKeys.ALICE.publicKey());
    assertThat(parse(envelope(signature)).signers(keys))
        .containsExactly(TestKeys.ALICE.publicKey());
  }

  @Test
  void theKeyIdIsNoProof() throws IOException {
    String mallory =
        "{\"keyid\":\""
            + TestKeys.ALICE.publicKey().id()
            + "\",\"sig\":\""
            + sealed(TestKeys.MALLORY)
            + "\"}";
    assertThat(parse(envelope(mallory)).signers(List.of(TestKeys.ALICE.publicKey()))).isEmpty();
  }

  @Test
  void aWrongSignatureDoesNotSpoilARightOne() throws IOException {
    String wrong = "{\"sig\":\"AAAA\"}";
    String right = "{\"sig\":\"" + sealed(TestKeys.ALICE) + "\"}";
    assertThat(parse(envelope(wrong, right)).signers(List.of(TestKeys.ALICE.publicKey())))
        .hasSize(1);
  }

  @Test
  void theSameKeyCountsOnce() throws IOException {
    String id = TestKeys.ALICE.publicKey().id();
    String sealed = sealed(TestKeys.ALICE);
    String named = "{\"keyid\":\"" + id + "\",\"sig\":\"" + sealed + "\"}";
    String unnamed = "{\"sig\":\"" + sealed + "\"}";
    Envelope envelope = parse(envelope(named, named, unnamed));
    KeyRole role = TestKeys.role(2, TestKeys.ALICE, TestKeys.BOB);
    assertThat(role.signersOf(envelope).keys()).hasSize(1);
    assertThat(role.signersOf(envelope).areEnough()).isFalse();
  }

  @Test
  void theTypeIsSignedToo() throws IOException {
    Envelope signed = HELLO.withSignatures(List.of(TestKeys.ALICE));
    String other = new String(signed.toJson(), UTF_8).replace("HelloWorld", "OtherWorld");
    assertThat(parse(other).signers(List.of(TestKeys.ALICE.publicKey()))).isEmpty();
  }

  @Test
  void ignoresFieldsOfLaterVersions() throws IOException {
    String json =
        "{\"extra\":[{\"a\":null}],\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[]}";
    assertThat(parse(json).payload()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[] | envelope is not an object",
        "{} | payloadType is missing",
        "{\"payloadType\":1} | payloadType is not a string",
        "{\"payloadType\":\"t\",\"payloadType\":\"t\"} | not valid JSON",
        "{\"payloadType\":\"t\"} | payload is missing",
        "{\"payloadType\":\"t\",\"payload\":\"a*b=\"} | payload is not Base64",
        "{\"payloadType\":\"t\",\"payload\":\"\"} | signatures is missing",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":{}} | signatures is not a list",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[1]} | signatures[0] is not an"
            + " object",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[{}]} | signatures[0].sig is"
            + " missing",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[{\"sig\":\"\"}]} | sig is empty",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[]}{} | more text behind",
        "{\"payloadType\":\"t\",\"payload\":\"\",\"signatures\":[] | not valid JSON"
      })
  void refusesWhatIsNoEnvelope(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void isBounded() {
    String many = envelope(Collections.nCopies(17, "{\"sig\":\"AAAA\"}").toArray(String[]::new));
    assertThatThrownBy(() -> parse(many)).hasMessageContaining("at most 16");
    assertThatThrownBy(() -> parse("[".repeat(100_000)))
        .hasMessageContaining("nested more than 16 deep");
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100_000)))
        .hasMessageContaining("nested more than 16 deep");
    assertThatThrownBy(() -> parse("{\"a\":[" + "1,".repeat(100_000) + "1]}"))
        .hasMessageContaining("at most 1000 are read");
    assertThatThrownBy(() -> Envelope.parse(new byte[Envelope.MAX_LENGTH + 1], "envelope"))
        .hasMessageContaining("longer than 8388608 bytes");
    assertThatThrownBy(() -> Envelope.parse(new byte[] {(byte) 0xff, '{', '}'}, "envelope"))
        .hasMessageContaining("not UTF-8");
  }
}
