package io.assetota.cli.author;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.PlatformOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.cli.signing.KeyFiles;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.model.Platform;
import io.assetota.core.release.BundleAudit;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
    if (role != null) {
      return new Verdict(file, BundleAudit.withKeys(file, options, role, InstantSource.system()));
    }
    return new Verdict(
        file,
        pinned == null
            ? BundleAudit.of(file, options)
            : BundleAudit.asNewDevice(file, options, pinned, InstantSource.system()));
  }

  private KeyRole role() throws IOException {
    try {
      return new KeyRole(threshold == null ? 1 : threshold, KeyFiles.loadPublic(keys));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }
}
