package io.assetota.bundle.signing;

import io.assetota.bundle.zip.ZipCopy;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.files.DurableFile;
import io.assetota.core.files.SteadyFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.module.ProductData;
import io.assetota.core.release.Release;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.SignedRelease;
import io.assetota.core.release.SigningKey;
import io.assetota.core.release.TrustException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Signs bundles. The signatures are one more entry, {@value SignedRelease#ENTRY}, behind the
 * others, whose bytes and order stay as they are: every reader of unsigned bundles reads signed
 * ones, too. The same bundle, terms and keys give the same bytes. Immutable.
 *
 * <pre>{@code
 * SigningKey key = SigningKey.load(Path.of("release.key"));
 * BundleSigner.with(key)
 *     .sign(Path.of("release.zip"), Path.of("release.zip"), ReleaseTerms.of("kiosk", 42, now));
 * }</pre>
 */
public final class BundleSigner {
  private final List<SigningKey> keys;
  private final List<SignedKeyring> keyrings;
  private final VerifyOptions options;

  private BundleSigner(List<SigningKey> keys, List<SignedKeyring> keyrings, VerifyOptions options) {
    this.keys = keys;
    this.keyrings = keyrings;
    this.options = options;
  }

  /**
   * A signer.
   *
   * @param keys the keys, at least one
   * @return the signer
   */
  public static BundleSigner with(SigningKey... keys) {
    return with(List.of(keys));
  }

  /**
   * A signer.
   *
   * @param keys the keys, at least one
   * @return the signer
   */
  public static BundleSigner with(List<SigningKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a signer needs at least one key");
    }
    return new BundleSigner(List.copyOf(keys), List.of(), VerifyOptions.DEFAULT);
  }

  /**
   * Returns a copy that puts new keyrings into the bundle, for devices that have an older one.
   *
   * @param newer keyrings with valid signatures; all versions that devices may lack, at most
   *     {@value SignedKeyring#MAX_IN_BUNDLE}
   * @return the copy
   */
  public BundleSigner withKeyrings(List<SignedKeyring> newer) {
    if (newer.size() > SignedKeyring.MAX_IN_BUNDLE) {
      throw new IllegalArgumentException(
          "a bundle brings at most " + SignedKeyring.MAX_IN_BUNDLE + " keyrings");
    }
    return new BundleSigner(keys, List.copyOf(newer), options);
  }

  /**
   * Returns a copy with other options for verifying bundles before signing them.
   *
   * @param verifyOptions what to verify against
   * @return the copy
   */
  public BundleSigner withOptions(VerifyOptions verifyOptions) {
    return new BundleSigner(keys, keyrings, verifyOptions);
  }

  /**
   * Returns the number that a release usually gets: the version of its application.
   *
   * @param bundle the bundle
   * @param limits how large it may be
   * @return the number; empty if the application's module has none
   * @throws AssetException if the bundle has no intact application
   * @throws IOException if the bundle can't be read
   */
  public static OptionalLong usualCounter(Path bundle, BundleLimits limits) throws IOException {
    try (Bundle in = Bundle.open(bundle, limits)) {
      int version = in.readApplication().suffix().product().orElse(ProductData.NONE).version();
      return version == ProductData.NONE.version()
          ? OptionalLong.empty()
          : OptionalLong.of(version);
    }
  }

  /**
   * Signs a bundle. Signatures that it had are dropped; keyrings that it brings stay.
   *
   * @param bundle the bundle, which has to be valid
   * @param target where to write the signed bundle, which is replaced in one step; may be the same
   *     file
   * @param terms what to state about it
   * @return what was signed
   * @throws AssetException if the bundle is not valid, or the terms don't fit it
   * @throws IOException if reading or writing fails
   */
  public Release sign(Path bundle, Path target, ReleaseTerms terms) throws IOException {
    SteadyFile file = SteadyFile.of(bundle);
    try (FileChannel channel = FileChannel.open(bundle, StandardOpenOption.READ);
        Bundle in = Bundle.open(channel, options.limits())) {
      Release release = Release.of(in.verify(options).requireValid(), terms);
      write(in, channel, file, target, SignedRelease.sign(release, keys));
      return release;
    }
  }

  /**
   * Adds signatures to a signed bundle, over the same payload, so that several people can sign one
   * after the other. The signed release is compared with the bundle first.
   *
   * @param bundle the signed bundle
   * @param target where to write the bundle, which is replaced in one step; may be the same file
   * @return what was signed, for the one who signs to look at
   * @throws TrustException if the bundle is not signed, or differs from what was signed
   * @throws AssetException if the bundle is not valid
   * @throws IOException if reading or writing fails
   */
  public Release addSignatures(Path bundle, Path target) throws IOException {
    SteadyFile file = SteadyFile.of(bundle);
    try (FileChannel channel = FileChannel.open(bundle, StandardOpenOption.READ);
        Bundle in = Bundle.open(channel, options.limits())) {
      in.verify(options).requireValid();
      SignedRelease signed = SignedRelease.read(in);
      signed.requireContents(in);
      write(in, channel, file, target, signed.withSignatures(keys));
      return signed.unverified();
    }
  }

  private void write(
      Bundle in, FileChannel channel, SteadyFile file, Path target, SignedRelease release)
      throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (SignedKeyring keyring : keyrings) {
      entries.put(keyring.entry(), keyring.toJson());
    }
    entries.put(SignedRelease.ENTRY, release.toJson());
    ZipCopy copy = ZipCopy.of(in, channel, entries);
    DurableFile.replace(
        target,
        out -> {
          copy.writeTo(out);
          file.requireUnchanged(); // Else what is signed is not what was verified.
        });
  }
}
