package io.assetota.cli.author;

import io.assetota.cli.author.BundleView.Listing;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows everything about a module or a bundle. */
@Command(
    name = "inspect",
    description = {
      "Shows everything about a module or a bundle.",
      "The exit code is 1 if it has a problem."
    },
    footer = {"  asset-ota inspect app.bin", "  asset-ota inspect bundle.zip --json"})
final class InspectCommand extends ReportingCommand {
  @Parameters(paramLabel = "FILE", description = "A module (.bin) or a bundle (.zip).")
  Path file = Path.of("");

  @Option(
      names = "--files",
      description = "List each file of an application folder, not only their number.")
  boolean files;

  @Mixin LimitsOption size = new LimitsOption();

  InspectCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    return new InputFile(file).isZip()
        ? BundleView.of(file, size.limits(), files ? Listing.FILES : Listing.SUMMARY)
        : ModuleReport.of(file);
  }
}
