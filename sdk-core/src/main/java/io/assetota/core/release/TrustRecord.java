package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;
import io.assetota.core.files.DurableFile;
import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device remembers, in the form of its file: JSON, followed by its SHA-256, which reveals
 * damage. It is not signed: whoever can write the file can also replace the keys.
 *
 * @param keyring the keyring in use
 * @param release the newest release that the device had
 * @param knownTime a time that has certainly passed: a trusted signer stated it
 * @param candidate a release that is being installed or on trial, and not accepted yet
 */
record TrustRecord(
    Keyring keyring,
    Optional<Newest> release,
    Optional<Instant> knownTime,
    Optional<Candidate> candidate) {
  /**
   * The newest release.
   *
   * @param counter its counter
   * @param application SHA-256 of its application, which names every asset and its hash
   */
  record Newest(long counter, AssetHash application) {}

  /**
   * A release that may become the newest.
   *
   * @param newest what is to be remembered of it
   * @param notBefore when it was signed, at the latest
   */
  record Candidate(Newest newest, Instant notBefore) {
    static Candidate of(Release release) {
      return new Candidate(
          new Newest(release.counter(), release.application().hash()), release.notBefore());
    }
  }

  static TrustRecord of(Keyring pinned) {
    return new TrustRecord(pinned, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static final JsonLimits LIMITS = JsonLimits.of(64 * 1024);
  private static final int FORMAT = 1;
  private static final int MAX_TEXT = 1024;

  TrustRecord withKeyring(Keyring newer) {
    return new TrustRecord(newer, release, knownTime, candidate);
  }

  TrustRecord withCandidate(Optional<Candidate> newCandidate) {
    return new TrustRecord(keyring, release, knownTime, newCandidate);
  }

  /** Accepts a release; counter and time never go back. */
  TrustRecord with(Candidate accepted) {
    boolean newer = release.isEmpty() || accepted.newest().counter() > release.get().counter();
    boolean later = knownTime.isEmpty() || accepted.notBefore().isAfter(knownTime.get());
    return new TrustRecord(
        keyring,
        newer ? Optional.of(accepted.newest()) : release,
        later ? Optional.of(accepted.notBefore()) : knownTime,
        Optional.empty());
  }

  void write(Path file) throws IOException {
    byte[] json =
        JsonWriter.compact(
            out -> {
              out.put("format", FORMAT).put("keyring", KeyringJson.fields(keyring));
              if (release.isPresent()) {
                fields(release.get()).writeTo(out);
              }
              if (knownTime.isPresent()) {
                out.put("knownTime", knownTime.get().toString());
              }
              if (candidate.isPresent()) {
                out.put("candidate", fields(candidate.get()));
              }
            });
    DurableFile.replace(file, Bytes.concat(json, seal(json)));
  }

  private static JsonFields fields(Newest newest) {
    return out ->
        out.put("release", newest.counter()).put("application", newest.application().toString());
  }

  private static JsonFields fields(Candidate candidate) {
    return out -> {
      fields(candidate.newest()).writeTo(out);
      out.put("notBefore", candidate.notBefore().toString());
    };
  }

  private static byte[] seal(byte[] json) {
    return ("\n" + AssetHash.ofContent(json) + "\n").getBytes(US_ASCII);
  }

  /**
   * Reads a file.
   *
   * @throws AssetException if it is damaged: to begin anew would let older releases in again
   */
  static TrustRecord read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LIMITS.bytes() + 1);
    }
    int length = bytes.length - seal(bytes).length;
    byte[] json = Arrays.copyOf(bytes, Math.max(0, length));
    if (length < 0 || !Arrays.equals(seal(json), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw damaged(file, "its checksum is wrong", null);
    }
    try {
      return parse(JsonDocument.parse(json, "trust state", LIMITS).object());
    } catch (AssetException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static TrustRecord parse(JsonObject json) throws AssetException {
    json.integer("format", FORMAT, FORMAT);
    Optional<Newest> release =
        json.optionalText("application", MAX_TEXT).isPresent()
            ? Optional.of(newest(json))
            : Optional.empty();
    Optional<JsonObject> candidate = json.optionalObject("candidate");
    return new TrustRecord(
        KeyringJson.read(json.object("keyring")),
        release,
        json.optionalTime("knownTime"),
        candidate.isPresent() ? Optional.of(candidate(candidate.get())) : Optional.empty());
  }

  private static Newest newest(JsonObject json) throws AssetException {
    try {
      return new Newest(
          json.integer("release", 1, JsonValue.MAX_INTEGER),
          AssetHash.parse(json.text("application", MAX_TEXT)));
    } catch (IllegalArgumentException e) {
      throw json.problem("application", String.valueOf(e.getMessage()));
    }
  }

  private static Candidate candidate(JsonObject json) throws AssetException {
    return new Candidate(newest(json), json.time("notBefore"));
  }

  private static AssetException damaged(Path file, String why, @Nullable AssetException cause) {
    return new AssetException(
        "the trust state "
            + file
            + " can't be used: "
            + why
            + ". Nothing is installed until it is restored; deleting it makes the device forget"
            + " which releases it had",
        cause);
  }
}
