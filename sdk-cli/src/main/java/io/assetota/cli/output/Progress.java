package io.assetota.cli.output;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A line on standard error that shows how far long work is. It appears only on a terminal, and only
 * for work that takes longer than a moment. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** How much the latest second counts in the rate, so that it is steady and still follows. */
  private static final double LATEST = 0.3;

  /** From this width on there is room for a bar. */
  private static final int SHORTEST_BAR = 10;

  private static final int LONGEST_BAR = 30;

  private final Console console;
  private final String task;
  private final LongSupplier nanoTime;
  private final long start;
  private boolean begun;
  private boolean drawn;
  private int shown;
  private long drawnAt;
  private long done;
  private long total;
  private long measuredAt;
  private long measuredDone;
  private double rate;

  private Progress(Console console, String task, LongSupplier nanoTime) {
    this.console = console;
    this.task = task;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /**
   * Begins.
   *
   * @param console where the line goes
   * @param task what is done, for example {@code Fetching}
   */
  public static Progress of(Console console, String task) {
    return new Progress(console, task, System::nanoTime);
  }

  static Progress of(Console console, String task, LongSupplier nanoTime) {
    return new Progress(console, task, nanoTime);
  }

  /**
   * Reports how far the work is. Bytes that are done at the first report are left from an earlier
   * attempt, and don't count for the rate.
   *
   * @param done bytes
   * @param total bytes
   */
  public synchronized void at(long done, long total) {
    if (!console.attended()) {
      return;
    }
    long now = nanoTime.getAsLong();
    this.done = done;
    this.total = total;
    measure(now);
    if (now - start >= PATIENCE_NANOS && (!drawn || now - drawnAt >= REDRAW_NANOS)) {
      drawnAt = now;
      draw();
    }
  }

  private void measure(long now) {
    if (!begun) {
      begun = true;
      measuredAt = now;
      measuredDone = done;
    }
    if (now - measuredAt >= (rate > 0 ? MEASURE_NANOS : PATIENCE_NANOS)) {
      double latest = (done - measuredDone) * NANOS_PER_SECOND / (now - measuredAt);
      rate = rate > 0 ? rate + LATEST * (latest - rate) : latest;
      measuredAt = now;
      measuredDone = done;
    }
  }

  private void draw() {
    String line = line();
    drawn = true;
    // Blanks over the rest of a longer line: works on terminals without control sequences, too.
    console.err().print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
    console.err().flush();
    shown = line.length();
  }

  /** One column stays free: some terminals begin a new line when the last one is taken. */
  private String line() {
    int room = console.columns() - 1;
    String numbers = numbers();
    String line = task + "  " + numbers;
    int bar = Math.min(LONGEST_BAR, room - line.length() - 4);
    if (bar >= SHORTEST_BAR) {
      int full = (int) (bar * share());
      line = task + "  [" + "#".repeat(full) + "-".repeat(bar - full) + "]  " + numbers;
    }
    return line.substring(0, Math.max(0, Math.min(line.length(), room)));
  }

  private double share() {
    return total <= 0 ? 1 : Math.min(1, (double) done / total);
  }

  private String numbers() {
    StringBuilder numbers = new StringBuilder();
    numbers.append((int) (100 * share())).append(" %  ").append(Sizes.rounded(done));
    numbers.append(" of ").append(Sizes.rounded(total));
    if (rate >= 1) {
      numbers.append("  ").append(Sizes.rounded((long) rate)).append("/s");
      if (done < total) {
        numbers.append("  ").append(time((long) ((total - done) / rate))).append(" left");
      }
    }
    return numbers.toString();
  }

  private static String time(long seconds) {
    long minutes = TimeUnit.SECONDS.toMinutes(seconds);
    long hours = TimeUnit.MINUTES.toHours(minutes);
    if (hours > 0) {
      return hours + " h " + minutes % 60 + " min";
    }
    return minutes > 0 ? minutes + " min " + seconds % 60 + " s" : Math.max(1, seconds) + " s";
  }

  /** Ends the line with the last state of the work. */
  @Override
  public synchronized void close() {
    if (drawn) {
      drawn = false;
      draw();
      drawn = false;
      console.err().println();
    }
  }
}
