package io.assetota.bundle.signing;

import io.assetota.bundle.Bundle;
import io.assetota.bundle.BundleContents;
import io.assetota.bundle.VerifyOptions;
import io.assetota.core.files.SteadyFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Signs bundles. The signatures are one more entry of the bundle, {@value ReleaseEntries#RELEASE},
 * behind the others, whose bytes and order stay as they are: a signed bundle is read by everybody
 * who reads an unsigned one. The same bundle, terms and keys give the same bytes. Immutable.
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
      throw new IllegalArgumentException("nobody signs without a key");
    }
    return new BundleSigner(List.copyOf(keys), List.of(), VerifyOptions.DEFAULT);
  }

  /**
   * Returns a copy that puts new keyrings into the bundle, so that devices which have an older one
   * can follow.
   *
   * @param newer keyrings, signed as they have to be; all versions that devices may lack, at most
   *     {@value ReleaseEntries#MAX_KEYRINGS}
   * @return the copy
   */
  public BundleSigner bringing(List<SignedKeyring> newer) {
    if (newer.size() > ReleaseEntries.MAX_KEYRINGS) {
      throw new IllegalArgumentException(
          "a bundle brings at most " + ReleaseEntries.MAX_KEYRINGS + " keyrings");
    }
    return new BundleSigner(keys, List.copyOf(newer), options);
  }

  /**
   * Returns a copy that verifies bundles in another way before it signs them.
   *
   * @param verifyOptions what to verify against
   * @return the copy
   */
  public BundleSigner verifyingWith(VerifyOptions verifyOptions) {
    return new BundleSigner(keys, keyrings, verifyOptions);
  }

  /**
   * Signs a bundle. Signatures that it had are dropped; keyrings that it brings stay.
   *
   * @param bundle the bundle, which has to be valid
   * @param target where the signed bundle goes, replaced at once; may be the same file
   * @param terms what to say of it
   * @return what was signed
   * @throws AssetException if the bundle is not valid, or the terms don't fit it
   * @throws IOException if reading or writing fails
   */
  public Release sign(Path bundle, Path target, ReleaseTerms terms) throws IOException {
    SteadyFile file = SteadyFile.of(bundle);
    try (FileChannel channel = FileChannel.open(bundle, StandardOpenOption.READ);
        Bundle in = Bundle.open(channel, options.limits())) {
      Release release = describe(in.verify(options).requireValid(), terms);
      Envelope envelope = Envelope.of(ReleaseJson.TYPE, ReleaseJson.write(release));
      write(in, channel, file, target, envelope.withSignatures(keys));
      return release;
    }
  }

  /**
   * Adds signatures to those that a bundle has, over the same payload: what several people sign,
   * one after the other. What was signed is compared with the bundle first.
   *
   * @param bundle the signed bundle
   * @param target where the bundle goes, replaced at once; may be the same file
   * @return what was signed, for the one who signs to look at
   * @throws TrustException if the bundle is not signed, or holds something else than was signed
   * @throws AssetException if the bundle is not valid
   * @throws IOException if reading or writing fails
   */
  public Release addSignatures(Path bundle, Path target) throws IOException {
    SteadyFile file = SteadyFile.of(bundle);
    try (FileChannel channel = FileChannel.open(bundle, StandardOpenOption.READ);
        Bundle in = Bundle.open(channel, options.limits())) {
      in.verify(options).requireValid();
      Envelope envelope = ReleaseEntries.envelope(in);
      Release release = ReleaseJson.read(envelope);
      List<TrustProblem> problems = new ArrayList<>();
      ContentsCheck contents = new ContentsCheck(in, release, problems);
      contents.application(BundleVerifier.fromBundle(in));
      contents.assets();
      if (!problems.isEmpty()) {
        throw new TrustException(problems);
      }
      write(in, channel, file, target, envelope.withSignatures(keys));
      return release;
    }
  }

  /**
   * Reads what a bundle claims to be, whoever signed it.
   *
   * @param bundle a signed bundle
   * @return what was signed, not to be trusted
   * @throws AssetException if it is not signed, or what was signed can't be read
   * @throws IOException if reading fails
   */
  public static Release unverified(Bundle bundle) throws IOException {
    return ReleaseJson.read(ReleaseEntries.envelope(bundle));
  }

  private static Release describe(BundleContents contents, ReleaseTerms terms)
      throws AssetException {
    FirmwareModule application = contents.application();
    int platform = application.prefix().platformId();
    SortedSet<Integer> platforms = new TreeSet<>(terms.platforms());
    if (platforms.isEmpty()) {
      platforms.add(platform);
    }
    if (!platforms.contains(platform)) {
      throw new AssetException(
          "the application is for platform "
              + platform
              + ", which is not among those to sign for: "
              + platforms);
    }
    return new Release(
        terms.product(),
        platforms,
        terms.counter(),
        terms.notBefore(),
        terms.expires(),
        new ReleaseFile(
            contents.applicationName(),
            application.length(),
            AssetHash.ofContent(application.toByteArray())),
        contents.assets().stream()
            .map(a -> new ReleaseFile(a.name(), a.size(), a.asset().hash()))
            .toList());
  }

  private void write(
      Bundle in, FileChannel channel, SteadyFile file, Path target, Envelope envelope)
      throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (SignedKeyring keyring : keyrings) {
      entries.put(ReleaseEntries.keyring(keyring.unverified().version()), keyring.toJson());
    }
    byte[] json = envelope.toJson();
    if (json.length > Envelope.MAX_LENGTH) {
      throw new AssetException("the names of the assets are too long to sign them all");
    }
    entries.put(ReleaseEntries.RELEASE, json);
    ArchiveCopy copy = ArchiveCopy.of(in, channel, entries);
    DurableFile.replace(
        target,
        out -> {
          copy.writeTo(out);
          file.requireUnchanged(); // Else what is signed is not what was verified.
        });
  }
}
