package io.assetota.bundle.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import io.assetota.core.release.BundleVerifier;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SigningKey;
import io.assetota.core.release.TrustReport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/** Keys, bundles and times for the tests of this package. */
final class SigningKit {
  static final SigningKey ALICE = SigningKey.generate(new SecureRandom());
  static final SigningKey BOB = SigningKey.generate(new SecureRandom());
  static final SigningKey CAROL = SigningKey.generate(new SecureRandom());
  static final SigningKey MALLORY = SigningKey.generate(new SecureRandom());

  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private SigningKit() {}

  static FirmwareModule application(String payload) throws IOException {
    return ApplicationModule.wrap(
        Platform.LINUX, ProductData.NONE, 5500, "kiosk.jar", payload.getBytes(UTF_8));
  }

  /** A bundle of an application and two assets, not signed. */
  static Path bundle(Path folder, String payload) throws IOException {
    Path file = folder.resolve("bundle.zip");
    BundleBuilder.forApplication(application(payload), "kiosk.bin")
        .asset("logo.png", "a logo, a logo, a logo".getBytes(UTF_8))
        .asset("sound.wav", ("sound of " + payload).getBytes(UTF_8))
        .writeTo(file);
    return file;
  }

  static ReleaseTerms terms(long counter) {
    return ReleaseTerms.of("kiosk", counter, BEGIN).withExpiry(END);
  }

  static Path signed(Path folder, long counter, SigningKey... keys) throws IOException {
    Path file = bundle(folder, "release " + counter);
    BundleSigner.with(keys).sign(file, file, terms(counter));
    return file;
  }

  static KeyRole role(int threshold, SigningKey... keys) {
    return new KeyRole(threshold, Arrays.stream(keys).map(SigningKey::publicKey).toList());
  }

  static TrustReport verify(BundleVerifier verifier, Path file) throws IOException {
    try (Bundle bundle = Bundle.open(file)) {
      return verifier.verifyAll(bundle);
    }
  }
}
