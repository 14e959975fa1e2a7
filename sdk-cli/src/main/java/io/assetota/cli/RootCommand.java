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
    footerHeading = "%nExamples:%n")
abstract class RootCommand implements Runnable, CommandGroups {
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

  RootCommand(List<CommandGroup> groups) {
    this.groups = groups;
  }

  @Override
  public final List<CommandGroup> groups() {
    return groups;
  }

  @Override
  public final void run() {
    throw Subcommand.missingCommand(spec);
  }
}
