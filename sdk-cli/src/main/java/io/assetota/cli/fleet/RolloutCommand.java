package io.assetota.cli.fleet;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.SecretFile;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.files.SecretText;
import io.assetota.ota.operator.OperatorApi;
import io.assetota.ota.operator.OperatorApi.Release;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a bundle to our update server, and assigns it to devices. */
@Command(
    name = "rollout",
    description = {
      "Uploads a bundle to an update server (asset-ota serve), and assigns it to devices.",
      "Without --device or --all, it is only uploaded; assign it to devices in the console."
    },
    footer = {
      "  asset-ota rollout release.zip --server http://localhost:8080 \\",
      "      --token-file token --all",
      "  asset-ota rollout release.zip --server https://updates.example \\",
      "      --token-file token --all --first 10%",
      "  ASSET_OTA_OPERATOR_TOKEN=... asset-ota rollout release.zip \\",
      "      --server http://localhost:8080 --device gw-7 --json"
    })
final class RolloutCommand extends ReportingCommand {
  static final String TOKEN = "ASSET_OTA_OPERATOR_TOKEN";

  @Parameters(paramLabel = "BUNDLE.zip", description = "The bundle.")
  Path file = Path.of("");

  @Option(
      names = "--server",
      paramLabel = "URL",
      required = true,
      converter = AddressOption.class,
      description = "The address of the server's console.")
  URI server = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "T",
      description = {
        "The token of an operator. Other users of this machine can see command lines:",
        "better put it into a file, or into the environment variable " + TOKEN + "."
      })
  @Nullable String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file that contains only the token of the operator.")
  @Nullable Path tokenFile;

  @ArgGroup @Nullable Receivers receivers;

  @Option(
      names = "--first",
      paramLabel = "N|N%",
      description = "With --all: how many get it first. The others follow after these succeed.")
  @Nullable String first;

  @Option(
      names = "--max-failures",
      paramLabel = "N|SHARE",
      description = {
        "With --all: how many failures pause the rollout: a count such as 5, a share such as 20%%"
            + " of the finished updates (from three failures on), or none. Default: 20%%."
      })
  @Nullable String maxFailures;

  @Mixin WebOptions web = new WebOptions();

  /** Which devices get the release. */
  static final class Receivers {
    @Option(names = "--device", paramLabel = "ID", description = "Assign it to this device.")
    @Nullable String device;

    @Option(
        names = "--all",
        description = "Assign it to all devices of its platform, including later ones.")
    boolean all;
  }

  RolloutCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (first != null && (receivers == null || !receivers.all)) {
      throw wrongUsage("--first needs --all");
    }
    if (maxFailures != null && (receivers == null || !receivers.all)) {
      throw wrongUsage("--max-failures needs --all");
    }
    // An empty variable of a script must not mean all devices at once.
    if (first != null && first.isBlank()) {
      throw wrongUsage("--first is empty: give a count such as 5 or a share such as 10%");
    }
    if (maxFailures != null && maxFailures.isBlank()) {
      throw wrongUsage("--max-failures is empty: give a count, a share or none");
    }
    String secret =
        SecretText.requireToken(SecretFile.choose(this, "--token", token, tokenFile, TOKEN));
    new InputFile(file).requireBundle();
    OperatorApi api = new OperatorApi(web.read(), server, secret);
    Release release = api.publish(file);
    if (receivers == null) {
      return new RolloutReport(server, release, Optional.empty(), OptionalLong.empty());
    }
    Optional<String> device = Optional.ofNullable(receivers.device);
    long rollout =
        api.rollOut(release, device, Optional.ofNullable(first), Optional.ofNullable(maxFailures));
    return new RolloutReport(server, release, device, OptionalLong.of(rollout));
  }
}
