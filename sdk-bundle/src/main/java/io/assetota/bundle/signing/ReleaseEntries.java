package io.assetota.bundle.signing;

import com.google.common.io.ByteStreams;
import io.assetota.bundle.Bundle;
import io.assetota.bundle.BundleEntry;
import io.assetota.bundle.BundleException;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where signatures are in a bundle: in a folder, as other readers take every file at the root for
 * an application (docs/FORMAT.md, Bundle).
 */
final class ReleaseEntries {
  static final String RELEASE = "META-INF/release.dsse.json";

  /** More changes of keys than that don't travel in one bundle. */
  static final int MAX_KEYRINGS = 64;

  private static final Pattern KEYRING =
      Pattern.compile("META-INF/keyring-[0-9]{1,16}\\.dsse\\.json");

  private ReleaseEntries() {}

  static String keyring(long version) {
    return "META-INF/keyring-" + version + ".dsse.json";
  }

  /**
   * Reads the keyrings that a bundle brings along.
   *
   * @throws TrustException if there are too many, or one of them is none
   * @throws IOException if reading fails
   */
  static List<SignedKeyring> keyrings(Bundle bundle) throws IOException {
    List<BundleEntry> entries =
        bundle.entries().stream().filter(e -> KEYRING.matcher(e.name()).matches()).toList();
    if (entries.size() > MAX_KEYRINGS) {
      throw refuse(
          TrustProblem.Kind.KEYRING,
          "the bundle brings " + entries.size() + " keyrings; at most " + MAX_KEYRINGS);
    }
    List<SignedKeyring> keyrings = new ArrayList<>();
    for (BundleEntry entry : entries) {
      byte[] json = read(bundle, entry, SignedKeyring.MAX_LENGTH, TrustProblem.Kind.KEYRING);
      try {
        keyrings.add(SignedKeyring.parse(json));
      } catch (AssetException e) {
        throw refuse(
            TrustProblem.Kind.KEYRING, Printable.text(entry.name()) + ": " + e.getMessage());
      }
    }
    return keyrings;
  }

  /**
   * Reads the signatures.
   *
   * @throws TrustException if there are none, or they can't be read
   * @throws IOException if reading fails
   */
  static Envelope envelope(Bundle bundle) throws IOException {
    BundleEntry entry = bundle.entry(RELEASE).orElse(null);
    if (entry == null) {
      throw refuse(TrustProblem.Kind.UNSIGNED, "the bundle is not signed: it has no " + RELEASE);
    }
    byte[] json = read(bundle, entry, Envelope.MAX_LENGTH, TrustProblem.Kind.ENVELOPE);
    try {
      return Envelope.parse(json, RELEASE);
    } catch (AssetException e) {
      throw refuse(TrustProblem.Kind.ENVELOPE, String.valueOf(e.getMessage()));
    }
  }

  /** Only what the bundle holds is a matter of trust; a server that does not answer is not. */
  private static byte[] read(Bundle bundle, BundleEntry entry, int limit, TrustProblem.Kind kind)
      throws IOException {
    if (entry.size() > limit) {
      throw refuse(
          kind, entry.name() + " has " + entry.size() + " bytes; at most " + limit + " are read");
    }
    try (InputStream content = bundle.openContent(entry)) {
      return ByteStreams.toByteArray(content);
    } catch (BundleException e) {
      throw refuse(kind, Printable.line(String.valueOf(e.getMessage())));
    }
  }

  private static TrustException refuse(TrustProblem.Kind kind, String message) {
    return new TrustException(TrustProblem.of(kind, message));
  }
}
