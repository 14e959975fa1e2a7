package io.assetota.core.release;

import com.fasterxml.jackson.core.JsonGenerator;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonText;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A keyring as the payload of an envelope (docs/SECURITY.md, Changing keys). */
final class KeyringJson {
  /** The type of the payload; another number means another meaning. */
  static final String TYPE = "application/vnd.asset-ota.keyring+json;version=1";

  private static final JsonObject.Limits LIMITS = new JsonObject.Limits(64 * 1024, 1000);
  private static final int MAX_TEXT = 1024;

  private KeyringJson() {}

  static byte[] write(Keyring keyring) {
    return JsonText.object(json -> writeFields(json, keyring));
  }

  static void writeFields(JsonGenerator json, Keyring keyring) throws IOException {
    json.writeStringField("product", keyring.product());
    json.writeNumberField("version", keyring.version());
    if (keyring.expires().isPresent()) {
      json.writeStringField("expires", keyring.expires().get().toString());
    }
    json.writeObjectFieldStart("roles");
    write(json, "keyring", keyring.keyringRole());
    write(json, "release", keyring.releaseRole());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, KeyRole role) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("threshold", role.threshold());
    json.writeArrayFieldStart("keys");
    for (TrustedKey key : role.keys()) {
      json.writeString(Base64.getEncoder().encodeToString(key.spki()));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static Keyring read(Envelope envelope) throws AssetException {
    ReleaseJson.requireType(envelope, TYPE, "keyring");
    return read(JsonObject.parse(envelope.payload(), "keyring", LIMITS));
  }

  static Keyring read(JsonObject json) throws AssetException {
    try {
      JsonObject roles = json.object("roles");
      return new Keyring(
          json.text("product", MAX_TEXT),
          json.integer("version", 1, JsonObject.MAX_INTEGER),
          json.optionalTime("expires"),
          role(roles.object("keyring")),
          role(roles.object("release")));
    } catch (IllegalArgumentException e) {
      throw new AssetException("keyring: " + e.getMessage(), e);
    }
  }

  private static KeyRole role(JsonObject json) throws AssetException {
    List<TrustedKey> keys = new ArrayList<>();
    for (String key : json.texts("keys", KeyRole.MAX_KEYS)) {
      keys.add(TrustedKey.ofSpki(Base64.getDecoder().decode(key)));
    }
    return new KeyRole((int) json.integer("threshold", 1, KeyRole.MAX_KEYS), keys);
  }
}
