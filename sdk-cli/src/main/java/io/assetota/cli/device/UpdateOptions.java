package io.assetota.cli.device;

import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.SizeOption;
import io.assetota.cli.signing.KeyFiles;
import io.assetota.core.install.Installer;
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

/** Options of commands that install bundles on a device. */
final class UpdateOptions {
  @Option(
      names = "--keyring",
      paramLabel = "KEYRING",
      description = "Accept only bundles that are signed as this keyring requires.")
  @Nullable Path keyring;

  @Option(
      names = "--allow-downgrade",
      description = "Also install an older application than the installed one.")
  boolean allowDowngrade;

  @Option(
      names = "--confirm-within",
      paramLabel = "TIME",
      converter = TrialTimeOption.class,
      description =
          "Install on trial: unless the application is confirmed in this time (90s, 10m, 12h, 7d),"
              + " the previous one comes back with its assets.")
  @Nullable Duration confirmWithin;

  @Option(
      names = "--limit-rate",
      paramLabel = "SIZE",
      converter = SizeOption.class,
      description = "Maximum download rate in bytes per second, for example 500k. Default: none.")
  long limitRate;

  @Mixin LimitsOption size = new LimitsOption();

  /** Reads the keyring; called early, so that a wrong one is reported at the start. */
  Optional<Keyring> readKeyring() throws IOException {
    return keyring == null ? Optional.empty() : Optional.of(KeyFiles.loadKeyring(keyring));
  }

  UpdateAgent agent(Installer device) throws IOException {
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
