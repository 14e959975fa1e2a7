package io.assetota.cli.command;

import io.assetota.cli.output.Console;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share. */
@Command(
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nOperands:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    descriptionHeading = "%n",
    sortOptions = false)
public abstract class Subcommand implements Callable<Integer> {
  /** Exit code of a command that did what it should. */
  public static final int DONE = 0;

  /** Exit code of a command that failed, or found a problem. */
  public static final int FAILED = 1;

  @Option(
      names = {"-h", "--help"},
      order = 100,
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-v", "--verbose"},
      order = 101,
      description = "Show the log, and where an error comes from.")
  boolean verbose;

  @Spec protected @Nullable CommandSpec spec;

  /** Where to write to. */
  protected final Console console;

  protected Subcommand(Console console) {
    this.console = console;
  }

  /** Returns the environment variables of the process. */
  public final Map<String, String> environment() {
    return console.environment();
  }

  /** Commands below this one; most have none. */
  public List<Subcommand> children() {
    return List.of();
  }

  /** The word that it is called by. */
  public final String name() {
    return getClass().getAnnotation(Command.class).name();
  }

  /** What a command says that can do nothing without one of its children. */
  public static ParameterException missingCommand(@Nullable CommandSpec spec) {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    return new ParameterException(
        command, "which command? There are: " + String.join(", ", UsageText.commands(command)));
  }

  /** Refuses options that can't be together, or a value out of range. */
  public final ParameterException wrongUsage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  /**
   * Does the work.
   *
   * @return the exit code
   * @throws IOException if it fails; {@link Failures} tells the user
   */
  @Override
  public abstract Integer call() throws IOException;
}
