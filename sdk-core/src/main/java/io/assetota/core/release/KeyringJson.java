package io.assetota.core.release;

import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A keyring as the payload of an envelope (docs/SECURITY.md, Changing keys). */
final class KeyringJson {
  /** The type of the payload; another number means another meaning. */
  static final String TYPE = "application/vnd.asset-ota.keyring+json;version=1";

  private static final JsonLimits LIMITS = JsonLimits.of(64 * 1024);
  private static final int MAX_TEXT = 1024;

  private KeyringJson() {}

  static byte[] write(Keyring keyring) {
    return JsonWriter.compact(fields(keyring));
  }

  static JsonFields fields(Keyring keyring) {
    return json -> {
      json.put("product", keyring.product()).put("version", keyring.version());
      if (keyring.expires().isPresent()) {
        json.put("expires", keyring.expires().get().toString());
      }
      json.put(
          "roles",
          roles ->
              roles
                  .put("keyring", fields(keyring.keyringRole()))
                  .put("release", fields(keyring.releaseRole())));
    };
  }

  private static JsonFields fields(KeyRole role) {
    return json ->
        json.put("threshold", role.threshold())
            .putTexts(
                "keys",
                role.keys().stream()
                    .map(key -> Base64.getEncoder().encodeToString(key.spki()))
                    .toList());
  }

  static Keyring read(Envelope envelope) throws AssetException {
    ReleaseJson.requireType(envelope, TYPE, "keyring");
    return read(JsonDocument.parse(envelope.payload(), "keyring", LIMITS).object());
  }

  static Keyring read(JsonObject json) throws AssetException {
    try {
      JsonObject roles = json.object("roles");
      return new Keyring(
          json.text("product", MAX_TEXT),
          json.integer("version", 1, JsonValue.MAX_INTEGER),
          json.optionalTime("expires"),
          role(roles.object("keyring")),
          role(roles.object("release")));
    } catch (IllegalArgumentException e) {
      throw new AssetException("keyring: " + e.getMessage(), e);
    }
  }

  private static KeyRole role(JsonObject json) throws AssetException {
    List<TrustedKey> keys = new ArrayList<>();
    for (String key : json.texts("keys", KeyRole.MAX_KEYS, MAX_TEXT)) {
      keys.add(TrustedKey.ofSpki(Base64.getDecoder().decode(key)));
    }
    return new KeyRole((int) json.integer("threshold", 1, KeyRole.MAX_KEYS), keys);
  }
}
