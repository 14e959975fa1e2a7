package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.command.FailureText;
import io.assetota.cli.command.Failures;
import io.assetota.cli.command.HelpPage;
import io.assetota.cli.command.LastResort;
import io.assetota.cli.command.Locales;
import io.assetota.cli.command.Subcommand;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.PathOption;
import io.assetota.cli.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** A program of this module: the commands that it has, and how a call of one of them ends. */
final class Program {
  private static final String VERBOSE = "--verbose";

  private final Function<Program, RootCommand> root;

  /**
   * Describes a program.
   *
   * @param root makes what has the groups of its commands; some of these run others of it
   */
  Program(Function<Program, RootCommand> root) {
    this.root = root;
  }

  /** Returns the commands of this program. */
  Commands commands(Console console) {
    return new Commands(console, () -> root.apply(this));
  }

  /**
   * Runs one command and ends the process with its exit code: 0 success, 1 failure, 2 wrong usage.
   *
   * @param args the command, its options and operands
   */
  void start(String... args) {
    if (isVerbose(args)) {
      // Before the first logger exists: it reads this once.
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
      System.setProperty(
          "org.slf4j.simpleLogger.log.io.assetota.ota.hawkbit.agent.HawkbitAgent", "debug");
      System.setProperty(
          "org.slf4j.simpleLogger.log.io.assetota.ota.hawkbit.agent.ActionEnd", "debug");
      // The steps of the web server would hide everything else.
      System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "info");
    }
    Console console = Console.ofProcess(System.getenv());
    Thread.setDefaultUncaughtExceptionHandler(
        new LastResort(console, isVerbose(args), System::exit, Runtime.getRuntime()::halt));
    System.exit(isReadable(console) ? run(console, args) : Subcommand.FAILED);
  }

  private static boolean isReadable(Console console) {
    try {
      Locales.requireReadableArguments();
      return true;
    } catch (IOException e) {
      console.error(FailureText.of(e));
      return false;
    }
  }

  private static boolean isVerbose(String... args) {
    return Arrays.asList(args).contains(VERBOSE) || Arrays.asList(args).contains("-v");
  }

  /** Runs one command, and returns its exit code. */
  int run(Console console, String... args) {
    Failures failures = new Failures(console);
    int exitCode;
    try {
      exitCode = commandLine(console, failures, helped(args)).execute(helped(args));
    } catch (RuntimeException | Error e) { // An Error, or an exception of picocli itself.
      exitCode = failures.failed(e, isVerbose(args));
    }
    console.err().flush();
    return withOutput(console, exitCode);
  }

  private CommandLine commandLine(Console console, Failures failures, String... args) {
    return commands(console)
        .commandLine(args)
        .setOut(new PrintWriter(console.out(), true, UTF_8))
        .setErr(new PrintWriter(console.err(), true, UTF_8))
        .setColorScheme(
            new ColorScheme.Builder(console.styled() ? Ansi.ON : Ansi.OFF)
                .applySystemProperties()
                .commands(Ansi.Style.bold)
                .options(Ansi.Style.fg_yellow)
                .parameters(Ansi.Style.fg_yellow)
                .optionParams(Ansi.Style.italic)
                .build())
        .setHelpFactory(HelpPage::new)
        .setUsageHelpAutoWidth(false)
        .registerConverter(Path.class, new PathOption())
        .registerConverter(URI.class, new AddressOption())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Program::execute)
        .setParameterExceptionHandler(failures::usage)
        .setExecutionExceptionHandler(failures::execution);
  }

  /** Refuses an unknown command before --help, for which picocli would show some other help. */
  private static int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (!command.getSubcommands().isEmpty() && !last.unmatched().isEmpty()) {
      throw new UnmatchedArgumentException(command, last.unmatched());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Turns {@code help COMMAND} into {@code COMMAND --help}. */
  private static String[] helped(String... args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
    asked[args.length - 1] = "--help";
    return asked;
  }

  /** Reports output that could not be written, which makes a successful command fail. */
  private static int withOutput(Console console, int exitCode) {
    Optional<IOException> lost = console.lostOutput();
    if (lost.isEmpty()) {
      return exitCode;
    }
    if (Console.isClosedPipe(lost.get())) {
      // The reader has seen enough, as 'head' does: no error message.
      return exitCode == Subcommand.DONE ? Console.BROKEN_PIPE : exitCode;
    }
    console.error("standard output can't be written: " + FailureText.of(lost.get()));
    return exitCode == Subcommand.DONE ? Subcommand.FAILED : exitCode;
  }
}
