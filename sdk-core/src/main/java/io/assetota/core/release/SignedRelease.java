package io.assetota.core.release;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.model.AssetException;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A release with signatures, as it stands in a bundle. Immutable. Don't trust its content before
 * {@link BundleVerifier} has accepted it.
 *
 * <p>{@code BundleSigner} of the module {@code sdk-bundle} puts it into a bundle.
 */
public final class SignedRelease {
  /**
   * The entry of a bundle that holds it. It is in a folder, because other readers take every file
   * at the root for an application (docs/FORMAT.md, Bundle).
   */
  public static final String ENTRY = "META-INF/release.dsse.json";

  private final Envelope envelope;
  private final Release release;

  private SignedRelease(Envelope envelope, Release release) {
    this.envelope = envelope;
    this.release = release;
  }

  /**
   * Signs a release.
   *
   * @param release what to sign
   * @param keys the keys; others may {@linkplain #withSignatures add} theirs
   * @return the signed release
   * @throws AssetException if there are too many keys
   */
  public static SignedRelease sign(Release release, List<SigningKey> keys) throws AssetException {
    Envelope envelope = Envelope.of(ReleaseJson.TYPE, ReleaseJson.write(release));
    return new SignedRelease(envelope.withSignatures(keys), release);
  }

  /**
   * Reads the signed release of a bundle; its signatures are not verified.
   *
   * @param bundle the bundle
   * @return the signed release
   * @throws TrustException if the bundle is not signed
   * @throws AssetException if the signed part can't be read
   * @throws IOException if reading fails
   */
  public static SignedRelease read(Bundle bundle) throws IOException {
    Envelope envelope = ReleaseEntries.envelope(bundle);
    return new SignedRelease(envelope, ReleaseJson.read(envelope));
  }

  /**
   * Adds signatures; the bytes that are signed stay as they are.
   *
   * @param keys the keys; the signature of a key that signed already is replaced
   * @return a copy with more signatures
   * @throws AssetException if there are too many
   */
  public SignedRelease withSignatures(List<SigningKey> keys) throws AssetException {
    return new SignedRelease(envelope.withSignatures(keys), release);
  }

  /**
   * Returns what the release claims, whoever signed it.
   *
   * @return the release, not to be trusted
   */
  public Release unverified() {
    return release;
  }

  /**
   * Compares the release with a bundle, and reads every byte of the application, its files and the
   * assets for that. Signatures don't matter.
   *
   * @param bundle the bundle
   * @throws TrustException if the bundle holds something else, with every difference
   * @throws IOException if reading fails
   */
  public void requireContents(Bundle bundle) throws IOException {
    List<TrustProblem> problems = new ArrayList<>();
    ContentsCheck contents = new ContentsCheck(bundle, release, problems);
    Optional<FirmwareModule> application = contents.application(BundleVerifier.fromBundle(bundle));
    contents.assets();
    if (application.isPresent()) {
      contents.readFiles(application.get());
    }
    if (!problems.isEmpty()) {
      throw new TrustException(problems);
    }
  }

  /**
   * Returns the release with its signatures.
   *
   * @return a DSSE envelope in JSON
   * @throws AssetException if it is longer than readers accept
   */
  public byte[] toJson() throws AssetException {
    byte[] json = envelope.toJson();
    if (json.length > Envelope.MAX_LENGTH) {
      throw new AssetException(
          "the signed release has "
              + json.length
              + " bytes, and readers accept "
              + Envelope.MAX_LENGTH
              + ": the names of the assets are too long");
    }
    return json;
  }
}
