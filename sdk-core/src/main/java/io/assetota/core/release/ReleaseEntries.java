package io.assetota.core.release;

import com.google.common.io.ByteStreams;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the entries of a bundle that hold the signed release and keyrings. */
final class ReleaseEntries {
  private static final Pattern KEYRING =
      Pattern.compile("META-INF/keyring-[0-9]{1,16}\\.dsse\\.json");

  private ReleaseEntries() {}

  /**
   * Reads the keyrings that a bundle brings along.
   *
   * @throws TrustException if there are too many, or one of them is none
   * @throws IOException if reading fails
   */
  static List<SignedKeyring> keyrings(Bundle bundle) throws IOException {
    List<BundleEntry> entries =
        bundle.entries().stream().filter(e -> KEYRING.matcher(e.name()).matches()).toList();
    if (entries.size() > SignedKeyring.MAX_IN_BUNDLE) {
      throw refuse(
          TrustProblem.Kind.KEYRING,
          "the bundle brings "
              + entries.size()
              + " keyrings; at most "
              + SignedKeyring.MAX_IN_BUNDLE);
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
    BundleEntry entry = bundle.entry(SignedRelease.ENTRY).orElse(null);
    if (entry == null) {
      throw refuse(
          TrustProblem.Kind.UNSIGNED, "the bundle is not signed: it has no " + SignedRelease.ENTRY);
    }
    byte[] json = read(bundle, entry, Envelope.MAX_LENGTH, TrustProblem.Kind.ENVELOPE);
    try {
      return Envelope.parse(json, SignedRelease.ENTRY);
    } catch (AssetException e) {
      throw refuse(TrustProblem.Kind.ENVELOPE, String.valueOf(e.getMessage()));
    }
  }

  /** Only the content of the bundle is a matter of trust; a server that does not answer is not. */
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
