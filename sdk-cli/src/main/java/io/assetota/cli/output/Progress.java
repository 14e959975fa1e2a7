package io.assetota.cli.output;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar on standard error, if somebody looks at it and the work takes long enough to
 * wonder. Safe for use by several threads.
 */
public final class Progress implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  /** Given, so that nobody has to ask the terminal for it. */
  private static final int WIDTH = 78;

  private static final int UPDATE_MILLIS = 100;

  private final Console console;
  private final String task;
  private final long startNanos = System.nanoTime();
  private @Nullable ProgressBar bar;

  /**
   * Begins.
   *
   * @param console where the bar goes
   * @param task what is done
   */
  public Progress(Console console, String task) {
    this.console = console;
    this.task = task;
  }

  /**
   * Tells how far the work is.
   *
   * @param done bytes
   * @param total bytes
   */
  public synchronized void at(long done, long total) {
    if (!console.attended() || (bar == null && System.nanoTime() - startNanos < PATIENCE_NANOS)) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit(" KiB", 1024)
              .showSpeed()
              // What an earlier try has left did not come at this rate.
              .startsFrom(done, Duration.ZERO)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(console.err(), WIDTH))
              .build();
    }
    bar.maxHint(total);
    bar.stepTo(done);
  }

  /** Ends the line of the bar. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
