package io.assetota.cli;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.command.Version;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a command. */
@Command(
    name = "asset-ota",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    description = "Puts an application and its assets into one bundle, and brings it to a device.",
    footer = {
      "  asset-ota demo                                    see all of it work",
      "  asset-ota bundle app.bin --assets assets          make a bundle",
      "  asset-ota flash bundle.zip --home /var/lib/kiosk  install it on this machine",
      "",
      "'asset-ota COMMAND --help' tells more.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class AssetOta implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw Subcommand.missingCommand(spec);
  }
}
