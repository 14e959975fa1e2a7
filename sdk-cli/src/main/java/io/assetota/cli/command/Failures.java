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

/** Tells the user, in a line or two, what went wrong, where, and what to do. */
public final class Failures {
  /** What a person reads of a line; nothing that matters comes behind it. */
  private static final int LONGEST_LINE = 1000;

  private final Console console;

  public Failures(Console console) {
    this.console = console;
  }

  /** After a command line that can't be understood. */
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

  /** After a command that failed. */
  public int execution(Exception failure, CommandLine command, ParseResult parsed) {
    boolean verbose = command.getCommand() instanceof Subcommand c && c.verbose;
    return failed(failure, verbose, parsed.originalArgs());
  }

  /**
   * After anything else, in any thread: an {@code Error} of Java, too.
   *
   * @param verbose whether to tell where it comes from
   */
  public int failed(Throwable failure, boolean verbose) {
    return failed(failure, verbose, List.of());
  }

  private int failed(Throwable failure, boolean verbose, List<String> args) {
    console.error(told(FailureText.of(failure), args));
    if (verbose) {
      printTrace(failure);
    } else if (!FailureText.isExpected(failure)) {
      console.err().println("This should not happen. --verbose tells where it comes from.");
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** A message may have lines, but what the user gave makes none, and no line is without end. */
  private static String told(String message, List<String> args) {
    String told = message;
    for (String arg : args) {
      String name = arg.substring(Math.max(arg.lastIndexOf('/'), arg.indexOf('=')) + 1);
      if (!name.isEmpty()) {
        // As it was given, or as the message of an exception has it.
        told = told.replace(name, Printable.line(name));
        told = told.replace(Printable.lines(name), Printable.line(name));
      }
    }
    return told.lines()
        .map(line -> line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...")
        .collect(Collectors.joining("\n"));
  }

  /** Messages in it may have been made of names that others chose. */
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
