package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import com.google.common.primitives.Bytes;
import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A payload with signatures: the JSON envelope of DSSE 1.0 (secure-systems-lab/dsse, envelope.md
 * and protocol.md). The payload is kept as the bytes that were signed. Immutable.
 */
final class Envelope {
  /** The most signatures: each one without a key id costs a verification per key. */
  static final int MAX_SIGNATURES = 16;

  /** Room for 10,000 assets with the longest names in Base64. */
  static final int MAX_LENGTH = 8 * 1024 * 1024;

  private static final int MAX_TYPE_LENGTH = 200;
  private static final int MAX_KEY_ID_LENGTH = 200;

  /** Longer than any Ed25519 signature, so that those of others can stand beside ours. */
  private static final int MAX_SIGNATURE_LENGTH = 16 * 1024;

  /**
   * One signature.
   *
   * @param keyId a hint at the key, not signed itself; may be empty
   * @param base64 the signature, as it stands in the envelope
   * @param value the signature
   */
  private record Sealed(String keyId, String base64, HashCode value) {}

  private final String type;
  private final byte[] payload;
  private final List<Sealed> signatures;

  private Envelope(String type, byte[] payload, List<Sealed> signatures) {
    this.type = type;
    this.payload = payload;
    this.signatures = signatures;
  }

  static Envelope of(String type, byte[] payload) {
    return new Envelope(type, payload.clone(), List.of());
  }

  /**
   * Parses an envelope.
   *
   * @param what its name in messages
   */
  static Envelope parse(byte[] json, String what) throws AssetException {
    JsonObject object = JsonDocument.parse(json, what, JsonLimits.of(MAX_LENGTH)).object();
    String type = object.text("payloadType", MAX_TYPE_LENGTH);
    byte[] payload = decode(object.get("payload"), MAX_LENGTH);
    List<Sealed> signatures = new ArrayList<>();
    for (JsonObject signature : object.objects("signatures", MAX_SIGNATURES)) {
      JsonValue sig = signature.get("sig");
      byte[] value = decode(sig, MAX_SIGNATURE_LENGTH);
      if (value.length == 0) {
        throw sig.problem("is empty");
      }
      signatures.add(
          new Sealed(
              signature.optionalText("keyid", MAX_KEY_ID_LENGTH).orElse(""),
              sig.text(MAX_SIGNATURE_LENGTH),
              HashCode.fromBytes(value)));
    }
    return new Envelope(type, payload, List.copyOf(signatures));
  }

  /** Both alphabets of Base64 are allowed (protocol.md, Protocol). */
  private static byte[] decode(JsonValue value, int longest) throws AssetException {
    String base64 = value.text(longest);
    try {
      return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw value.problem("is not Base64");
    }
  }

  String type() {
    return type;
  }

  byte[] payload() {
    return payload.clone();
  }

  /**
   * Returns a copy with more signatures; one of the same key is replaced.
   *
   * @throws AssetException if there would be more than {@link #MAX_SIGNATURES}
   */
  Envelope withSignatures(Collection<SigningKey> keys) throws AssetException {
    List<Sealed> all = new ArrayList<>(signatures);
    byte[] message = message();
    for (SigningKey key : keys) {
      byte[] signature = key.sign(message);
      all.removeIf(s -> s.keyId().equals(key.publicKey().id()));
      all.add(
          new Sealed(
              key.publicKey().id(),
              Base64.getEncoder().encodeToString(signature),
              HashCode.fromBytes(signature)));
    }
    if (all.size() > MAX_SIGNATURES) {
      throw new AssetException(
          all.size() + " signatures are more than the " + MAX_SIGNATURES + " that are read");
    }
    all.sort(Comparator.comparing(Sealed::keyId).thenComparing(Sealed::base64));
    return new Envelope(type, payload, List.copyOf(all));
  }

  /** Returns what is signed: the "pre-authentication encoding" of protocol.md. */
  byte[] message() {
    int typeLength = type.getBytes(UTF_8).length;
    String head = "DSSEv1 " + typeLength + " " + type + " " + payload.length + " ";
    return Bytes.concat(head.getBytes(UTF_8), payload);
  }

  /**
   * Returns which of some keys signed. A key counts once, however often it signed. A signature that
   * no key verifies does no harm: it may be by a key that is unknown here.
   */
  List<TrustedKey> signers(Collection<TrustedKey> keys) {
    byte[] message = message();
    return keys.stream().distinct().filter(k -> isSignedBy(k, message)).sorted().toList();
  }

  private boolean isSignedBy(TrustedKey key, byte[] message) {
    return signatures.stream()
        .filter(s -> s.keyId().isEmpty() || s.keyId().equals(key.id()))
        .anyMatch(s -> key.verifies(message, s.value().asBytes()));
  }

  byte[] toJson() {
    return JsonWriter.compact(
        json ->
            json.put("payload", Base64.getEncoder().encodeToString(payload))
                .put("payloadType", type)
                .putObjects("signatures", signatures, Envelope::fields));
  }

  private static JsonFields fields(Sealed signature) {
    return json -> {
      if (!signature.keyId().isEmpty()) {
        json.put("keyid", signature.keyId());
      }
      json.put("sig", signature.base64());
    };
  }
}
