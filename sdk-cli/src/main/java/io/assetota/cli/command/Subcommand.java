package io.assetota.cli.command;

import io.assetota.cli.output.Console;
import java.io.IOException;
import java.io.OutputStream;
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

/** The base of all commands. */
@Command(
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nOperands:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    descriptionHeading = "%n",
    sortOptions = false)
public abstract class Subcommand implements Callable<Integer> {
  /** Exit code of a command that succeeded. */
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
      description = "Show the log, and stack traces of errors.")
  boolean verbose;

  @Spec protected @Nullable CommandSpec spec;

  /** Where the command writes to. */
  protected final Console console;

  private Console messages;

  protected Subcommand(Console console) {
    this.console = console;
    messages = console;
  }

  /**
   * Returns standard output, for data that is not text. The command's messages go to standard error
   * from then on.
   */
  protected final OutputStream dataOutput() {
    messages = console.writingTo(console.err(), console.err());
    return console.out();
  }

  /** Returns where to print results that are not the data itself. */
  protected final Console messages() {
    return messages;
  }

  /** Returns the environment variables of the process. */
  public final Map<String, String> environment() {
    return console.environment();
  }

  /** Returns the subcommands; most commands have none. */
  public List<Subcommand> children() {
    return List.of();
  }

  /** Returns the name that the user types. */
  public final String name() {
    return getClass().getAnnotation(Command.class).name();
  }

  /** Creates the failure of a command that needs one of its subcommands. */
  public static ParameterException missingCommand(@Nullable CommandSpec spec) {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    return new ParameterException(
        command,
        "a command is missing: give one of " + String.join(", ", UsageText.commands(command)));
  }

  /** Creates the failure for options that exclude each other, or a value out of range. */
  public final ParameterException wrongUsage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   * @throws IOException if it fails; {@link Failures} reports it to the user
   */
  @Override
  public abstract Integer call() throws IOException;
}
