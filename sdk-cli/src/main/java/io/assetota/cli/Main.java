package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.cli.output.Console;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** Where {@code asset-ota} starts. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 usage.
   *
   * @param args the command, its options and operands
   */
  public static void main(String[] args) {
    if (Arrays.asList(args).contains("--verbose") || Arrays.asList(args).contains("-v")) {
      // Before the first logger is there: it reads this once.
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
      // Of the web server what matters, not its every step.
      System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "info");
    }
    System.exit(run(Console.ofProcess(System.getenv()), args));
  }

  /** Runs one command. */
  static int run(Console console, String... args) {
    CommandLine root = new Commands(console).commandLine(args);
    Failures failures = new Failures(console);
    root.setOut(new PrintWriter(console.out(), true, UTF_8))
        .setErr(new PrintWriter(console.err(), true, UTF_8))
        .setColorScheme(
            new ColorScheme.Builder(console.styled() ? Ansi.ON : Ansi.OFF)
                .applySystemProperties()
                .commands(Ansi.Style.bold)
                .options(Ansi.Style.fg_yellow)
                .parameters(Ansi.Style.fg_yellow)
                .optionParams(Ansi.Style.italic)
                .build())
        .setUsageHelpAutoWidth(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures::usage)
        .setExecutionExceptionHandler(failures::execution);
    int exitCode = root.execute(args);
    console.out().flush();
    console.err().flush();
    return exitCode;
  }
}
