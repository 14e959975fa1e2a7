package io.assetota.cli.command;

import com.google.common.base.Joiner;
import com.google.common.base.Throwables;
import io.assetota.cli.output.Console;
import io.assetota.core.model.Printable;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports failures to the user: what went wrong, where, and what to do, in a line or two. */
public final class Failures {
  /** Nobody reads more of a line. */
  private static final int LONGEST_LINE = 1000;

  private final Console console;

  public Failures(Console console) {
    this.console = console;
  }

  /** Reports wrong usage. */
  public int usage(ParameterException failure, String[] args) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    console.error(told(UsageText.of(failure), List.of(args)));
    List<String> suggestions = UsageText.suggestions(failure);
    if (!suggestions.isEmpty()) {
      boolean option = failure instanceof UnmatchedArgumentException e && e.isUnknownOption();
      String front = option ? "" : command.qualifiedName() + " ";
      console
          .err()
          .println("Did you mean " + front + Joiner.on(" or " + front).join(suggestions) + "?");
    }
    console.err().println("Try '" + command.qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  /** Reports the failure of a command. */
  public int execution(Exception failure, CommandLine command, ParseResult parsed) {
    boolean verbose = command.getCommand() instanceof Subcommand c && c.verbose;
    return failed(failure, verbose, parsed.originalArgs());
  }

  /**
   * Reports any other failure, in any thread, such as an {@code Error} of Java.
   *
   * @param verbose whether to print the stack trace
   */
  public int failed(Throwable failure, boolean verbose) {
    return failed(failure, verbose, List.of());
  }

  private int failed(Throwable failure, boolean verbose, List<String> args) {
    console.error(told(FailureText.of(failure), args));
    if (verbose) {
      printTrace(failure);
    } else if (!FailureText.isExpected(failure)) {
      console.err().println("This is a bug. --verbose shows where it comes from.");
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Keeps arguments in the message to one line each, and cuts lines that are too long. */
  private static String told(String message, List<String> args) {
    String told = message;
    for (String arg : args) {
      String name = arg.substring(Math.max(arg.lastIndexOf('/'), arg.indexOf('=')) + 1);
      if (!name.isEmpty()) {
        // As the user gave it, and as exceptions quote it.
        told = told.replace(name, Printable.line(name));
        told = told.replace(Printable.lines(name), Printable.line(name));
      }
    }
    return told.lines()
        .map(line -> line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...")
        .collect(Collectors.joining("\n"));
  }

  /** Escapes it line by line: the messages in it may contain names from outside. */
  private void printTrace(Throwable failure) {
    for (String line : Throwables.getStackTraceAsString(failure).split("\\R", -1)) {
      int indent = 0;
      while (indent < line.length() && line.charAt(indent) == '\t') {
        indent++;
      }
      console.err().println("\t".repeat(indent) + Printable.line(line.substring(indent)));
    }
  }
}
