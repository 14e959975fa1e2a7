package io.assetota.cli.fleet;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.SecretFile;
import io.assetota.cli.fleet.OperatorApi.Release;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
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

/** Gives a bundle to devices, by the update server of this SDK. */
@Command(
    name = "rollout",
    description = {
      "Uploads a bundle to an update server (asset-ota serve), and gives it to devices.",
      "Without --device and --all it is only uploaded, to be given to devices in the console."
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
      description = "Address of the server's console.")
  URI server = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "T",
      description = {
        "An operator's token. Others on this machine see the operands of a command:",
        "better give it in a file, or in the environment as " + TOKEN + "."
      })
  @Nullable String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with nothing but the operator's token.")
  @Nullable Path tokenFile;

  @ArgGroup @Nullable Receivers receivers;

  @Option(
      names = "--first",
      paramLabel = "N|N%",
      description = "With --all: how many get it first. The others follow when these succeeded.")
  @Nullable String first;

  @Option(
      names = "--max-failures",
      paramLabel = "N|SHARE",
      description = {
        "With --all: how many failures pause it, a count like 5, a share like 20%% of the updates"
            + " that have ended (from three failures on), or none. Usually 20%%."
      })
  @Nullable String maxFailures;

  @Mixin WebOptions web = new WebOptions();

  /** One of them. */
  static final class Receivers {
    @Option(names = "--device", paramLabel = "ID", description = "Give it to this device.")
    @Nullable String device;

    @Option(
        names = "--all",
        description = "Give it to all devices of its platform, also to those that come later.")
    boolean all;
  }

  RolloutCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (first != null && (receivers == null || !receivers.all)) {
      throw wrongUsage("--first is for --all");
    }
    if (maxFailures != null && (receivers == null || !receivers.all)) {
      throw wrongUsage("--max-failures is for --all");
    }
    // A script whose variable is empty must not mean all devices at once.
    if (first != null && first.isBlank()) {
      throw wrongUsage("--first is a count like 5 or a share like 10%, and empty here");
    }
    if (maxFailures != null && maxFailures.isBlank()) {
      throw wrongUsage("--max-failures is a count, a share or none, and empty here");
    }
    String secret =
        SecretFile.requireToken(SecretFile.choose(this, "--token", token, tokenFile, TOKEN));
    new InputFile(file).requireBundle();
    OperatorApi api = new OperatorApi(web.read().client(), server, secret);
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
