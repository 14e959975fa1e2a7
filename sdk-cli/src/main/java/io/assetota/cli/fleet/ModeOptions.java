package io.assetota.cli.fleet;

import io.assetota.ota.operator.Installation.Mode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much say a device and its owner have. */
class ModeOptions {
  @Option(
      names = "--mode",
      paramLabel = "forced|soft|download_only",
      description = {
        "When devices install it: at once, when it suits them, or not at all, so that they only"
            + " fetch it. Default: forced."
      })
  @Nullable Mode mode;

  @Option(names = "--confirm", description = "The owner of a device has to agree first.")
  boolean confirm;

  /** Returns the name of the first option that was given. */
  Optional<String> firstGiven() {
    return mode != null
        ? Optional.of("--mode")
        : confirm ? Optional.of("--confirm") : Optional.empty();
  }
}
