package io.assetota.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * The streams of a command: data goes to standard output, everything else to standard error.
 *
 * @param out data
 * @param err errors, warnings and progress
 * @param styled whether data may be coloured
 * @param errStyled whether errors may be coloured
 * @param attended whether standard error is a terminal, so that progress is worth showing
 * @param columns the width of this terminal
 * @param environment the variables of the process, of which some are secrets
 */
public record Console(
    PrintStream out,
    PrintStream err,
    boolean styled,
    boolean errStyled,
    boolean attended,
    int columns,
    Map<String, String> environment) {
  /** Exit code of a process that SIGPIPE ended. Java ignores this signal, so we return it. */
  public static final int BROKEN_PIPE = 128 + 13;

  /** Set by the launcher: Java can't tell for each stream alone whether it is a terminal. */
  private static final String OUT_IS_TERMINAL = "asset-ota.out.terminal";

  private static final String ERR_IS_TERMINAL = "asset-ota.err.terminal";

  private static final String COLUMNS = "asset-ota.columns";

  private static final int USUAL_COLUMNS = 80;

  /** A text in a colour. */
  public enum Style {
    /** As it is. */
    PLAIN("0"),
    /** Headings. */
    STRONG("1"),
    /** What matters less. */
    FAINT("2"),
    /** What is wrong. */
    BAD("31"),
    /** What is right. */
    GOOD("32"),
    /** What needs attention. */
    WARNING("33"),
    /** What a user could type. */
    COMMAND("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /**
   * Returns the console of this process.
   *
   * @param environment the process environment, for {@code NO_COLOR} and {@code TERM}
   * @return its streams, in UTF-8 whatever the locale is: names in bundles are
   */
  public static Console ofProcess(Map<String, String> environment) {
    boolean color =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean attended = Boolean.getBoolean(ERR_IS_TERMINAL);
    return new Console(
        new DataStream(new FileOutputStream(FileDescriptor.out)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
        color && Boolean.getBoolean(OUT_IS_TERMINAL),
        color && attended,
        attended,
        columns(environment),
        Map.copyOf(environment));
  }

  /**
   * Returns a console without colours and variables, as a pipe or a file is one.
   *
   * @param out data
   * @param err errors and warnings
   * @return the console
   */
  public static Console plain(PrintStream out, PrintStream err) {
    return new Console(out, err, false, false, false, USUAL_COLUMNS, Map.of());
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", System.getProperty(COLUMNS, ""));
    return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
  }

  /**
   * Returns a console that writes through other streams to the same places.
   *
   * @param newOut data
   * @param newErr errors, warnings and progress
   */
  public Console writingTo(PrintStream newOut, PrintStream newErr) {
    return new Console(newOut, newErr, styled, errStyled, attended, columns, environment);
  }

  /** Returns the same console as if standard error were no terminal. */
  public Console unattended() {
    return new Console(out, err, styled, errStyled, false, columns, environment);
  }

  /**
   * Returns why data could not be written.
   *
   * @return the first reason, or nothing if all of it arrived
   */
  public Optional<IOException> lostOutput() {
    if (!out.checkError()) {
      return Optional.empty();
    }
    return out instanceof DataStream data
        ? data.failure()
        : Optional.of(new IOException("it is closed"));
  }

  /**
   * Returns whether data was lost because nobody reads it any more.
   *
   * @param lost why data was lost
   * @return true for a pipe without a reader
   */
  public static boolean isClosedPipe(IOException lost) {
    return "Broken pipe".equals(lost.getMessage());
  }

  /**
   * Writes a line of data.
   *
   * @param line the line; may be empty
   */
  public void line(String line) {
    out.println(line);
  }

  /**
   * Writes a heading with a free line in front.
   *
   * @param heading what follows
   */
  public void heading(String heading) {
    out.println();
    out.println(style(Style.STRONG, heading));
  }

  /**
   * Prints a warning.
   *
   * @param message what the user should know
   */
  public void warn(String message) {
    err.println(paint(errStyled, Style.WARNING, "warning: ") + Printable.lines(message));
  }

  /**
   * Prints an error.
   *
   * @param message what, where, what to do
   */
  public void error(String message) {
    err.println(paint(errStyled, Style.BAD, "error: ") + Printable.lines(message));
  }

  /**
   * Colours a part of the data, if it may.
   *
   * @param style the colour
   * @param text the part
   * @return the part with or without colour
   */
  public String style(Style style, String text) {
    return paint(styled, style, text);
  }

  private static String paint(boolean allowed, Style style, String text) {
    return allowed && style != Style.PLAIN
        ? "\u001b[" + style.code + "m" + text + "\u001b[0m"
        : text;
  }
}
