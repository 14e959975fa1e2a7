package io.assetota.bundle.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;
import io.assetota.core.AssetException;
import io.assetota.core.AssetHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device remembers, as it stands in its file: JSON, and behind it the SHA-256 of that, so
 * that a damaged file is noticed. It is not signed: who can write it can also replace the keys.
 *
 * @param keyring the keys that count
 * @param release the newest release that the device had
 * @param knownTime the device's clock can't be before this: a trusted signer said so
 */
record TrustRecord(Keyring keyring, Optional<Newest> release, Optional<Instant> knownTime) {
  /**
   * The newest release.
   *
   * @param counter its counter
   * @param application SHA-256 of its application, which names every asset and its hash
   */
  record Newest(long counter, AssetHash application) {}

  private static final JsonObject.Limits LIMITS = new JsonObject.Limits(64 * 1024, 1000);
  private static final int FORMAT = 1;
  private static final int MAX_TEXT = 1024;

  TrustRecord withKeyring(Keyring newer) {
    return new TrustRecord(newer, release, knownTime);
  }

  /** Notes a release; counter and time never go back. */
  TrustRecord with(Release accepted) {
    boolean newer = release.isEmpty() || accepted.counter() > release.get().counter();
    boolean later = knownTime.isEmpty() || accepted.notBefore().isAfter(knownTime.get());
    return new TrustRecord(
        keyring,
        newer
            ? Optional.of(new Newest(accepted.counter(), accepted.application().hash()))
            : release,
        later ? Optional.of(accepted.notBefore()) : knownTime);
  }

  void write(Path file) throws IOException {
    byte[] json =
        JsonText.object(
            out -> {
              out.writeNumberField("format", FORMAT);
              out.writeObjectFieldStart("keyring");
              KeyringJson.writeFields(out, keyring);
              out.writeEndObject();
              if (release.isPresent()) {
                out.writeNumberField("release", release.get().counter());
                out.writeStringField("application", release.get().application().toString());
              }
              if (knownTime.isPresent()) {
                out.writeStringField("knownTime", knownTime.get().toString());
              }
            });
    DurableFile.replace(file, Bytes.concat(json, seal(json)));
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
      return parse(JsonObject.parse(json, "trust state", LIMITS));
    } catch (AssetException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static TrustRecord parse(JsonObject json) throws AssetException {
    json.integer("format", FORMAT, FORMAT);
    Optional<Newest> release = Optional.empty();
    Optional<String> application = json.optionalText("application", MAX_TEXT);
    if (application.isPresent()) {
      try {
        AssetHash hash = AssetHash.parse(application.get());
        release = Optional.of(new Newest(json.integer("release", 1, JsonObject.MAX_INTEGER), hash));
      } catch (IllegalArgumentException e) {
        throw json.problem("application", String.valueOf(e.getMessage()));
      }
    }
    return new TrustRecord(
        KeyringJson.read(json.object("keyring")), release, json.optionalTime("knownTime"));
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
