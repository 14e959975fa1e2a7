package io.assetota.maven;

import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.release.BundleAudit;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.TrustReport;
import io.assetota.core.release.TrustedKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks the bundle, and fails the build with every problem. With keys or a keyring, also checks
 * its signatures and its validity period.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class VerifyMojo extends BundleFileMojo {
  /** Public keys that may have signed it. */
  @Parameter(property = "assetOta.publicKeys")
  List<File> publicKeys = List.of();

  /** How many of these keys must have signed it. */
  @Parameter(property = "assetOta.threshold", defaultValue = "1")
  int threshold = 1;

  /** Verify it as a new device with this keyring would. */
  @Parameter(property = "assetOta.keyring")
  @Nullable File keyring;

  InstantSource clock = InstantSource.system();

  @Override
  void run(Path bundle) throws IOException, MojoFailureException {
    if (keyring != null && !publicKeys.isEmpty()) {
      throw new AssetException("<publicKeys> and <keyring> exclude each other");
    }
    BundleAudit audit = audit(bundle, VerifyOptions.DEFAULT.withLimits(limits()));
    audit.report().warnings().forEach(w -> getLog().warn(Printable.line(w.toString())));
    if (!audit.isGood()) {
      List<String> problems = audit.problems();
      throw new MojoFailureException(
          bundle
              + " is not valid, "
              + count(problems.size(), "problem")
              + ":\n  "
              + problems.stream().map(Printable::line).collect(Collectors.joining("\n  ")));
    }
    getLog().info("Valid: " + bundle + audit.trust().map(VerifyMojo::signature).orElse("") + ".");
  }

  private BundleAudit audit(Path bundle, VerifyOptions options) throws IOException {
    if (keyring != null) {
      return BundleAudit.asNewDevice(bundle, options, Keyring.load(keyring.toPath()), clock);
    }
    return publicKeys.isEmpty()
        ? BundleAudit.of(bundle, options)
        : BundleAudit.withKeys(bundle, options, role(), clock);
  }

  private KeyRole role() throws IOException {
    List<TrustedKey> trusted = new ArrayList<>();
    for (Path key : Texts.paths(publicKeys)) {
      trusted.add(TrustedKey.load(key));
    }
    try {
      return new KeyRole(threshold, trusted);
    } catch (IllegalArgumentException e) {
      throw new AssetException("<publicKeys>: " + e.getMessage(), e);
    }
  }

  private static String signature(TrustReport trust) {
    return ", signed by "
        + trust.signers().stream().map(TrustedKey::toString).collect(Collectors.joining(", "));
  }
}
