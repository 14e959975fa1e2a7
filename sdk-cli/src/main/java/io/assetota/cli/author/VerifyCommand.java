package io.assetota.cli.author;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.TemporaryFolder;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.PlatformOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.cli.signing.KeyFiles;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.release.BundleVerifier;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.TrustReport;
import io.assetota.core.release.TrustState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks whether a bundle is valid. */
@Command(
    name = "verify",
    description = {
      "Checks whether a bundle is valid, and reports every problem.",
      "With --key or --keyring, also checks its signatures and its validity period.",
      "The exit code is 1 if there is a problem."
    },
    footer = {
      "  asset-ota verify bundle.zip",
      "  asset-ota verify bundle.zip --platform tracker",
      "  asset-ota verify bundle.zip --key release.pub",
      "  asset-ota verify bundle.zip --keyring keyring-1.json"
    })
final class VerifyCommand extends ReportingCommand {
  @Parameters(paramLabel = "FILE.zip", description = "The bundle.")
  Path file = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      converter = PlatformOption.class,
      completionCandidates = PlatformOption.class,
      description = "The platform that the bundle must be for, by name or number. Default: any.")
  @Nullable Platform platform;

  @Option(
      names = "--key",
      paramLabel = "PUB",
      description = "A public key that may have signed it; can be repeated.")
  List<Path> keys = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "How many of these keys must have signed. Default: 1.")
  @Nullable Integer threshold;

  @Option(
      names = "--keyring",
      paramLabel = "KEYRING",
      description = "Verify as a new device with this keyring would.")
  @Nullable Path keyring;

  @Mixin LimitsOption size = new LimitsOption();

  VerifyCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (keyring != null && !keys.isEmpty()) {
      throw wrongUsage("--key and --keyring exclude each other");
    }
    if (threshold != null && keys.isEmpty()) {
      throw wrongUsage("--threshold needs the keys that it counts: give them with --key");
    }
    new InputFile(file).requireFile();
    VerifyOptions options =
        platform == null ? size.verifying() : size.verifying().withPlatform(platform);
    // Keys first: they may be wrong, and a large bundle takes long to read.
    KeyRole role = keys.isEmpty() ? null : role();
    Keyring pinned = keyring == null ? null : KeyFiles.loadKeyring(keyring);
    BundleReport report = Bundle.verify(file, options);
    if (role == null && pinned == null) {
      return new Verdict(file, report);
    }
    return trust(report, role, pinned);
  }

  /** Adds what the signatures are worth, if the bundle is valid enough to read them. */
  private Verdict trust(BundleReport report, @Nullable KeyRole role, @Nullable Keyring pinned)
      throws IOException {
    Optional<FirmwareModule> application = report.contents().map(BundleContents::application);
    if (application.isEmpty()) {
      return Verdict.ofUnsound(file, report);
    }
    try (Bundle bundle = Bundle.open(file, size.limits())) {
      if (role != null) {
        BundleVerifier verifier = BundleVerifier.withKeys(role, InstantSource.system());
        return new Verdict(file, report, verifier.verifyAll(bundle));
      }
      Optional<Platform> device = device(application.get());
      return device.isEmpty() || pinned == null
          ? Verdict.ofUnsound(file, report)
          : new Verdict(file, report, asNewDevice(bundle, device.get(), pinned));
    } catch (BundleException e) {
      return Verdict.ofUnsound(file, report); // The report has what is wrong with the directory.
    }
  }

  private static TrustReport asNewDevice(Bundle bundle, Platform device, Keyring pinned)
      throws IOException {
    try (TemporaryFolder memory = TemporaryFolder.create()) {
      TrustState state = TrustState.open(memory.path().resolve("trust"), pinned);
      return BundleVerifier.forDevice(state, device, InstantSource.system()).verifyAll(bundle);
    }
  }

  /** Returns the platform of the device; by default the one that the bundle is for. */
  private Optional<Platform> device(FirmwareModule application) {
    return Optional.ofNullable(platform).or(() -> Platform.byId(application.prefix().platformId()));
  }

  private KeyRole role() throws IOException {
    try {
      return new KeyRole(threshold == null ? 1 : threshold, KeyFiles.loadPublic(keys));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }
}
