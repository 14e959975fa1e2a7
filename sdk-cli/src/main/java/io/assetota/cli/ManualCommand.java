package io.assetota.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.command.Version;
import io.assetota.cli.manual.ManualPage;
import io.assetota.cli.output.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the manual pages, for the packages of the distribution. */
@Command(
    name = "manual",
    hidden = true,
    description = "Writes the manual page of each command into a folder.",
    footer = {"  asset-ota manual man1 --date 2026-01-01"})
final class ManualCommand extends Subcommand {
  private final Program program;

  @Parameters(paramLabel = "DIR", description = "The folder; it is created if it is missing.")
  Path folder = Path.of("");

  @Option(
      names = "--date",
      paramLabel = "DATE",
      required = true,
      description = "The day of the version, which the pages show.")
  LocalDate date = LocalDate.EPOCH;

  ManualCommand(Console console, Program program) {
    super(console);
    this.program = program;
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    String version = "asset-ota " + Version.number();
    for (ManualPage page :
        ManualPage.all(program.commands(console).commandLine(), version, date.toString())) {
      Files.writeString(folder.resolve(page.name() + ".1"), page.text(), US_ASCII);
    }
    return DONE;
  }
}
