package io.assetota.cli.device;

import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.SizeOption;
import io.assetota.cli.signing.KeyFiles;
import io.assetota.core.AssetManager;
import io.assetota.core.release.Keyring;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateAgentBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a device takes, and how, for commands that update one. */
final class UpdateOptions {
  @Option(
      names = "--keyring",
      paramLabel = "KEYRING",
      description = "Take only bundles that are signed as this keyring asks for.")
  @Nullable Path keyring;

  @Option(
      names = "--allow-downgrade",
      description = "Also install an application that is older than the installed one.")
  boolean allowDowngrade;

  @Option(
      names = "--confirm-within",
      paramLabel = "TIME",
      converter = TrialTimeOption.class,
      description =
          "Install on trial: unless it is confirmed in this time (90s, 10m, 12h, 7d), the"
              + " application before comes back with its assets.")
  @Nullable Duration confirmWithin;

  @Option(
      names = "--limit-rate",
      paramLabel = "SIZE",
      converter = SizeOption.class,
      description = "Fetch no more than this in a second, for example 500k.")
  long limitRate;

  @Mixin LimitsOption size = new LimitsOption();

  /** Reads the keyring that was named, so that it is known at the start whether it can be. */
  Optional<Keyring> readKeyring() throws IOException {
    return keyring == null ? Optional.empty() : Optional.of(KeyFiles.loadKeyring(keyring));
  }

  UpdateAgent agent(AssetManager device) throws IOException {
    UpdateAgentBuilder builder = UpdateAgent.forDevice(device).limits(size.limits());
    readKeyring().ifPresent(builder::trusting);
    if (allowDowngrade) {
      builder.allowingDowngrade();
    }
    if (confirmWithin != null) {
      builder.confirmingWithin(confirmWithin);
    }
    return builder.build();
  }
}
