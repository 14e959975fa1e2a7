package io.assetota.cli.command;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import java.io.IOException;
import picocli.CommandLine.Option;

/** A command whose result people and programs can read. */
public abstract class ReportingCommand extends Subcommand {
  @Option(names = "--json", order = 99, description = "Print the result as JSON, and nothing else.")
  protected boolean json;

  protected ReportingCommand(Console console) {
    super(console);
  }

  /**
   * Runs the command.
   *
   * @return its result
   * @throws IOException if it fails
   */
  protected abstract Report report() throws IOException;

  @Override
  public final Integer call() throws IOException {
    Report report = report();
    if (json) {
      messages().line(report.toJson().toString());
    } else {
      report.print(messages());
    }
    return report.isGood() ? DONE : FAILED;
  }
}
