package io.assetota.cli.command;

import io.assetota.cli.output.Console;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Ends the process when one of its threads died: what that thread had to do is not done, and
 * whoever waits for it would wait for ever.
 */
public final class LastResort implements UncaughtExceptionHandler {
  /** As long as it may take to close what is open; GracefulEnd needs five. */
  private static final long PATIENCE_SECONDS = 15;

  private final Console console;
  private final boolean verbose;
  private final IntConsumer exit;
  private final IntConsumer halt;
  private final AtomicBoolean ending = new AtomicBoolean();

  /**
   * Prepares for the worst.
   *
   * @param exit ends the process after it has closed what is open, {@code System::exit}
   * @param halt ends it at once
   */
  public LastResort(Console console, boolean verbose, IntConsumer exit, IntConsumer halt) {
    this.console = console;
    this.verbose = verbose;
    this.exit = exit;
    this.halt = halt;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    try {
      int exitCode = new Failures(console).failed(failure, verbose);
      if (ending.compareAndSet(false, true)) {
        haltIfNeeded(exitCode);
        exit.accept(exitCode);
      }
    } catch (Throwable e) { // Without memory, telling fails as well.
      halt.accept(Subcommand.FAILED);
    }
  }

  /** For whoever dies while the process is ending, or keeps it from ending. */
  private void haltIfNeeded(int exitCode) {
    Thread watch =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              halt.accept(exitCode);
            },
            "last resort");
    watch.setDaemon(true);
    watch.start();
  }
}
