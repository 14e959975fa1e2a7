package io.assetota.core.release;

import com.fasterxml.jackson.core.JsonGenerator;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonText;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A release as the payload of an envelope (docs/SECURITY.md, What is signed). */
final class ReleaseJson {
  /** The type of the payload; another number means another meaning. */
  static final String TYPE = "application/vnd.asset-ota.release+json;version=1";

  /** Eight tokens an asset, and room for fields of later versions. */
  private static final JsonObject.Limits LIMITS =
      new JsonObject.Limits(Envelope.MAX_LENGTH, 16 * Release.MAX_ASSETS);

  private static final int MAX_TEXT = 1024;

  private ReleaseJson() {}

  static byte[] write(Release release) {
    return JsonText.object(
        json -> {
          json.writeStringField("product", release.product());
          json.writeArrayFieldStart("platforms");
          for (int id : release.platforms()) {
            json.writeNumber(id);
          }
          json.writeEndArray();
          json.writeNumberField("release", release.counter());
          json.writeStringField("notBefore", release.notBefore().toString());
          if (release.expires().isPresent()) {
            json.writeStringField("expires", release.expires().get().toString());
          }
          json.writeFieldName("application");
          write(json, release.application());
          json.writeArrayFieldStart("assets");
          for (ReleaseFile asset : release.assets()) {
            write(json, asset);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, ReleaseFile file) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", file.name());
    json.writeNumberField("size", file.size());
    json.writeStringField("sha256", file.hash().toString());
    json.writeEndObject();
  }

  /**
   * Reads the payload of an envelope whose signatures were verified.
   *
   * @throws AssetException if it is of another type, or breaks a rule
   */
  static Release read(Envelope envelope) throws AssetException {
    requireType(envelope, TYPE, "release");
    JsonObject json = JsonObject.parse(envelope.payload(), "release", LIMITS);
    try {
      List<ReleaseFile> assets = new ArrayList<>();
      for (JsonObject asset : json.objects("assets", Release.MAX_ASSETS)) {
        assets.add(file(asset));
      }
      TreeSet<Integer> platforms = new TreeSet<>();
      for (long id : json.integers("platforms", Release.MAX_PLATFORMS)) {
        platforms.add(Math.toIntExact(id));
      }
      return new Release(
          json.text("product", MAX_TEXT),
          platforms,
          json.integer("release", 1, JsonObject.MAX_INTEGER),
          json.time("notBefore"),
          json.optionalTime("expires"),
          file(json.object("application")),
          assets);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new AssetException("release: " + e.getMessage(), e);
    }
  }

  private static ReleaseFile file(JsonObject json) throws AssetException {
    return new ReleaseFile(
        json.text("name", MAX_TEXT),
        json.integer("size", 0, JsonObject.MAX_INTEGER),
        AssetHash.parse(json.text("sha256", MAX_TEXT)));
  }

  /** Refuses a payload that means something else, or comes from a later version. */
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
