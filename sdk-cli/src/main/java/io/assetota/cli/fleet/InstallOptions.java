package io.assetota.cli.fleet;

import io.assetota.cli.command.Subcommand;
import io.assetota.ota.operator.Installation;
import io.assetota.ota.operator.Installation.Consent;
import io.assetota.ota.operator.Installation.Mode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How devices of our server install a release. */
final class InstallOptions extends ModeOptions {
  @Option(
      names = "--window",
      paramLabel = "HH:MM-HH:MM",
      description = {
        "Install it only at this time of each day, such as '02:30-04:30 Europe/Berlin'. Devices"
            + " fetch it before. Default: at any time; without a zone it is UTC."
      })
  @Nullable String window;

  @Override
  Optional<String> firstGiven() {
    return window == null ? super.firstGiven() : Optional.of("--window");
  }

  /** Requires what makes sense without a server. */
  void check(Subcommand command) {
    if (window != null && window.isBlank()) {
      throw command.wrongUsage("--window is empty: leave it out, or give it a value");
    }
    if (window != null && mode == Mode.DOWNLOAD_ONLY) {
      throw command.wrongUsage(
          "--window is for installing: with --mode download_only, devices only fetch");
    }
  }

  Installation read() {
    return new Installation(
        mode == null ? Mode.FORCED : mode,
        confirm ? Consent.OF_OWNER : Consent.NOT_NEEDED,
        Optional.ofNullable(window));
  }
}
