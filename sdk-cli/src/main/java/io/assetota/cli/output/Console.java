package io.assetota.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes to: data goes to standard output, everything about it to standard error.
 *
 * @param out data
 * @param err errors, warnings and progress
 * @param styled whether data may be coloured
 * @param errStyled whether errors may be coloured
 * @param attended whether somebody looks at standard error, so that a progress bar makes sense
 */
public record Console(
    PrintStream out, PrintStream err, boolean styled, boolean errStyled, boolean attended) {

  /** Says what the launcher found out about a stream; Java itself can't ask for each alone. */
  private static final String OUT_IS_TERMINAL = "asset-ota.out.terminal";

  private static final String ERR_IS_TERMINAL = "asset-ota.err.terminal";

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
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
        color && Boolean.getBoolean(OUT_IS_TERMINAL),
        color && attended,
        attended);
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
   * Warns.
   *
   * @param message what the user should know
   */
  public void warn(String message) {
    err.println(paint(errStyled, Style.WARNING, "warning: ") + Printable.lines(message));
  }

  /**
   * Tells of an error.
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
