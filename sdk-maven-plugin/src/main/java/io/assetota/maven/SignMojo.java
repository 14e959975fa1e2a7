package io.assetota.maven;

import io.assetota.bundle.signing.BundleSigner;
import io.assetota.bundle.signing.Moment;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.model.AssetException;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.Release;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.SigningKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Signs the bundle, for devices that have a keyring. The bundle is replaced by the signed one.
 * Existing signatures are removed.
 */
@Mojo(name = "sign", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class SignMojo extends BundleFileMojo {
  /** The environment variable that may have a private key. */
  static final String KEY_VARIABLE = "ASSET_OTA_SIGNING_KEY";

  /** Skips this goal: for builds by people who have no key. */
  @Parameter(property = "assetOta.skipSign", defaultValue = "false")
  boolean skipSign;

  /**
   * Files with private keys to sign with. Default: the key in the environment variable
   * ASSET_OTA_SIGNING_KEY, in PEM format.
   */
  @Parameter(property = "assetOta.keys")
  List<File> keys = List.of();

  /** The product, as in the keyring of its devices. Default: that of the first of keyrings. */
  @Parameter(property = "assetOta.product")
  @Nullable String product;

  /**
   * The number of the release. Devices refuse a lower number than the last one, and another
   * application with the same number. Default: the application's version, if it is a number.
   */
  @Parameter(property = "assetOta.counter")
  @Nullable Long counter;

  /** Start of validity: a date, a time, or a span from now, such as 2d. Default: now. */
  @Parameter(property = "assetOta.notBefore")
  @Nullable String notBefore;

  /** Expiry date, or a span after the start, such as 90d. Default: never. */
  @Parameter(property = "assetOta.expires")
  @Nullable String expires;

  /** Newer keyrings to deliver with the bundle. */
  @Parameter(property = "assetOta.keyrings")
  List<File> keyrings = List.of();

  Map<String, String> variables = System.getenv();
  InstantSource clock = InstantSource.system();

  @Override
  void run(Path bundle) throws IOException {
    if (skipSign) {
      getLog().info("Not signed, as assetOta.skipSign is set.");
      return;
    }
    List<SigningKey> signers = signers();
    List<SignedKeyring> newer = new ArrayList<>();
    for (File keyring : keyrings) {
      Keyring.load(keyring.toPath()); // its own keys must have signed it
      newer.add(SignedKeyring.load(keyring.toPath()));
    }
    BundleSigner signer =
        BundleSigner.with(signers)
            .withKeyrings(newer)
            .withOptions(VerifyOptions.DEFAULT.withLimits(limits()));
    Release release = signer.sign(bundle, bundle, terms(bundle, newer));
    getLog()
        .info(
            "Signed "
                + bundle
                + " as release "
                + release.counter()
                + " of "
                + release.product()
                + ", valid from "
                + release.notBefore()
                + release.expires().map(e -> " until " + e).orElse("")
                + ", with "
                + signers.stream()
                    .map(k -> "key " + k.publicKey().id())
                    .collect(Collectors.joining(", "))
                + ".");
  }

  private List<SigningKey> signers() throws IOException {
    List<SigningKey> signers = new ArrayList<>();
    for (Path key : Texts.paths(keys)) {
      signers.add(SigningKey.load(key));
    }
    Optional<String> ofEnvironment = Texts.of(variables.get(KEY_VARIABLE));
    if (signers.isEmpty() && ofEnvironment.isPresent()) {
      try {
        signers.add(SigningKey.parse(ofEnvironment.get()));
      } catch (AssetException e) {
        throw new AssetException(KEY_VARIABLE + ": " + e.getMessage(), e);
      }
    }
    if (signers.isEmpty()) {
      throw new AssetException(
          "there is no key to sign with: name its file with <keys> (-DassetOta.keys=release.key),"
              + " or set the environment variable "
              + KEY_VARIABLE);
    }
    return signers;
  }

  private ReleaseTerms terms(Path bundle, List<SignedKeyring> newer) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant start =
        Texts.parse("notBefore", notBefore, Moment::parse).map(m -> m.after(now)).orElse(now);
    Optional<Instant> end = Texts.parse("expires", expires, Moment::parse).map(m -> m.after(start));
    String whose =
        Texts.of(product)
            .or(() -> newer.stream().findFirst().map(k -> k.unverified().product()))
            .orElseThrow(
                () ->
                    new AssetException(
                        "the product is missing: set <product>, as in the keyring of its devices"));
    try {
      return new ReleaseTerms(whose, number(bundle), start, end, new TreeSet<>());
    } catch (IllegalArgumentException e) {
      throw new AssetException("the release can't be signed: " + e.getMessage(), e);
    }
  }

  private long number(Path bundle) throws IOException {
    if (counter != null) {
      return counter;
    }
    return BundleSigner.usualCounter(bundle, limits())
        .orElseThrow(
            () ->
                new AssetException(
                    "the application's version is no number: set <counter>, the number of the"
                        + " release (-DassetOta.counter=7)"));
  }
}
