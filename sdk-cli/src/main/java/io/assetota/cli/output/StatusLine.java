package io.assetota.cli.output;

/**
 * A line on standard error that shows how far something is that is done elsewhere. On a terminal it
 * replaces itself; elsewhere each line that differs from the last one is written.
 */
public final class StatusLine implements AutoCloseable {
  private final Console console;
  private final boolean shown;
  private String last = "";

  private StatusLine(Console console, boolean shown) {
    this.console = console;
    this.shown = shown;
  }

  /** Shows it on a terminal, and in a log. */
  public static StatusLine of(Console console) {
    return new StatusLine(console, true);
  }

  /** Shows nothing. */
  public static StatusLine quiet(Console console) {
    return new StatusLine(console, false);
  }

  /** Shows a new text, unless it is the same as before. */
  public void show(String text) {
    if (!shown || text.equals(last)) {
      return;
    }
    if (console.attended()) {
      int room = Math.max(1, console.columns() - 1);
      String line = text.length() > room ? text.substring(0, room) : text;
      int rest = Math.max(0, Math.min(last.length(), room) - line.length());
      console.err().print('\r' + line + " ".repeat(rest));
      console.err().flush();
    } else {
      console.err().println(text);
    }
    last = text;
  }

  /** Ends the line. */
  @Override
  public void close() {
    if (!last.isEmpty() && console.attended()) {
      console.err().println();
    }
    last = "";
  }
}
