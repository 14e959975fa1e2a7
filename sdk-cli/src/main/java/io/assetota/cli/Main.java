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
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where {@code asset-ota} starts. */
public final class Main {
  private static final String VERBOSE = "--verbose";

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 usage.
   *
   * @param args the command, its options and operands
   */
  public static void main(String[] args) {
    if (isVerbose(args)) {
      // Before the first logger is there: it reads this once.
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
      System.setProperty(
          "org.slf4j.simpleLogger.log.io.assetota.ota.hawkbit.agent.HawkbitAgent", "debug");
      System.setProperty(
          "org.slf4j.simpleLogger.log.io.assetota.ota.hawkbit.agent.ActionEnd", "debug");
      // Of the web server what matters, not its every step.
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

  /** Runs one command. */
  public static int run(Console console, String... args) {
    Failures failures = new Failures(console);
    int exitCode;
    try {
      exitCode = commandLine(console, failures, helped(args)).execute(helped(args));
    } catch (RuntimeException | Error e) { // An Error of the machine, or one of picocli's own.
      exitCode = failures.failed(e, isVerbose(args));
    }
    console.err().flush();
    return withOutput(console, exitCode);
  }

  private static CommandLine commandLine(Console console, Failures failures, String... args) {
    return new Commands(console)
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
        .setExecutionStrategy(Main::execute)
        .setParameterExceptionHandler(failures::usage)
        .setExecutionExceptionHandler(failures::execution);
  }

  /** Picocli shows the help of what it understood, even if a word before --help is no command. */
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

  /** Takes {@code help COMMAND} for {@code COMMAND --help}, as many programs do. */
  private static String[] helped(String... args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
    asked[args.length - 1] = "--help";
    return asked;
  }

  /** A command whose data didn't arrive has not done what it should. */
  private static int withOutput(Console console, int exitCode) {
    Optional<IOException> lost = console.lostOutput();
    if (lost.isEmpty()) {
      return exitCode;
    }
    if (Console.isClosedPipe(lost.get())) {
      // Who read it has seen enough, as with 'head'. That is no error to tell of.
      return exitCode == Subcommand.DONE ? Console.BROKEN_PIPE : exitCode;
    }
    console.error("standard output can't be written: " + FailureText.of(lost.get()));
    return exitCode == Subcommand.DONE ? Subcommand.FAILED : exitCode;
  }
}
