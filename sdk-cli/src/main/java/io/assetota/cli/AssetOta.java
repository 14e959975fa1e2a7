package io.assetota.cli;

import io.assetota.cli.command.CommandGroup;
import io.assetota.cli.command.CommandGroups;
import io.assetota.cli.command.Subcommand;
import io.assetota.cli.command.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What runs when no command is given. */
@Command(
    name = "asset-ota",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "",
    footerHeading = "%nExamples:%n",
    description = "Puts an application and its assets into one bundle, and delivers it to devices.",
    footer = {
      "  asset-ota demo                                    see what it does",
      "  asset-ota bundle app.bin --assets assets          create a bundle",
      "  asset-ota flash bundle.zip --home /var/lib/kiosk  install it on this machine",
      "",
      "Run 'asset-ota COMMAND --help' for the options of a command.",
      "Exit codes: 0 success, 1 failure, 2 wrong usage."
    })
final class AssetOta implements Runnable, CommandGroups {
  private final List<CommandGroup> groups;

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

  AssetOta(List<CommandGroup> groups) {
    this.groups = groups;
  }

  @Override
  public List<CommandGroup> groups() {
    return groups;
  }

  @Override
  public void run() {
    throw Subcommand.missingCommand(spec);
  }
}
