package io.assetota.cli.command;

import io.assetota.cli.output.Console;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Ends the process when a thread dies of an exception: its work is not done, and other threads
 * could wait for it forever.
 */
public final class LastResort implements UncaughtExceptionHandler {
  /** How long shutdown hooks may take; GracefulEnd needs five seconds. */
  private static final long PATIENCE_SECONDS = 15;

  private final Console console;
  private final boolean verbose;
  private final IntConsumer exit;
  private final IntConsumer halt;
  private final AtomicBoolean ending = new AtomicBoolean();

  /**
   * Creates the handler.
   *
   * @param exit ends the process after its shutdown hooks, such as {@code System::exit}
   * @param halt ends the process at once
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
    } catch (Throwable e) { // Without memory, reporting fails, too.
      halt.accept(Subcommand.FAILED);
    }
  }

  /** Halts the process if its shutdown hooks hang. */
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
