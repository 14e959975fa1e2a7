package io.assetota.core.release;

import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A release as the payload of an envelope (docs/SECURITY.md, What is signed). */
final class ReleaseJson {
  /** The type of the payload; another number means another meaning. */
  static final String TYPE = "application/vnd.asset-ota.release+json;version=1";

  /** Four values an asset, and room for fields of later versions. */
  private static final JsonLimits LIMITS =
      JsonLimits.of(Envelope.MAX_LENGTH).withValues(8 * Release.MAX_ASSETS);

  private static final int MAX_TEXT = 1024;

  private ReleaseJson() {}

  static byte[] write(Release release) {
    return JsonWriter.compact(
        json -> {
          json.put("product", release.product())
              .putIntegers("platforms", release.platforms())
              .put("release", release.counter())
              .put("notBefore", release.notBefore().toString());
          if (release.expires().isPresent()) {
            json.put("expires", release.expires().get().toString());
          }
          json.put("application", fields(release.application()))
              .putObjects("assets", release.assets(), ReleaseJson::fields);
        });
  }

  private static JsonFields fields(ReleaseFile file) {
    return json ->
        json.put("name", file.name())
            .put("size", file.size())
            .put("sha256", file.hash().toString());
  }

  /**
   * Reads the payload of an envelope whose signatures were verified.
   *
   * @throws AssetException if it is of another type, or breaks a rule
   */
  static Release read(Envelope envelope) throws AssetException {
    requireType(envelope, TYPE, "release");
    JsonObject json = JsonDocument.parse(envelope.payload(), "release", LIMITS).object();
    try {
      List<ReleaseFile> assets = new ArrayList<>();
      for (JsonObject asset : json.objects("assets", Release.MAX_ASSETS)) {
        assets.add(file(asset));
      }
      TreeSet<Integer> platforms = new TreeSet<>();
      for (JsonValue id : json.list("platforms", Release.MAX_PLATFORMS)) {
        platforms.add((int) id.integer(0, Release.MAX_PLATFORM));
      }
      return new Release(
          json.text("product", MAX_TEXT),
          platforms,
          json.integer("release", 1, JsonValue.MAX_INTEGER),
          json.time("notBefore"),
          json.optionalTime("expires"),
          file(json.object("application")),
          assets);
    } catch (IllegalArgumentException e) {
      throw new AssetException("release: " + e.getMessage(), e);
    }
  }

  private static ReleaseFile file(JsonObject json) throws AssetException {
    return new ReleaseFile(
        json.text("name", MAX_TEXT),
        json.integer("size", 0, JsonValue.MAX_INTEGER),
        AssetHash.parse(json.text("sha256", MAX_TEXT)));
  }

  /** Refuses a payload of another kind, or of a later version. */
  static void requireType(Envelope envelope, String type, String what) throws AssetException {
    if (!envelope.type().equals(type)) {
      String family = type.substring(0, type.indexOf(';') + 1);
      throw new AssetException(
          (envelope.type().startsWith(family)
                  ? "this " + what + " is made for a newer version of this software: "
                  : "this is no " + what + ": ")
              + "its type is \""
              + Printable.text(envelope.type())
              + "\" instead of \""
              + type
              + "\"");
    }
  }
}
