package io.assetota.cli.command;

import io.assetota.cli.output.Console;
import java.util.concurrent.atomic.AtomicBoolean;

/** Prints a message if the process ends, by Ctrl-C for example, during some work. */
public final class InterruptNotice {
  private final AtomicBoolean over = new AtomicBoolean();

  private InterruptNotice() {}

  public static InterruptNotice of(Console console, String message) {
    InterruptNotice notice = new InterruptNotice();
    // The hook stays: removing it fails during shutdown.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!notice.over.get()) {
                    if (console.attended()) {
                      console.err().println(); // Below the line of progress.
                    }
                    console.warn(message);
                  }
                },
                "interrupt-notice"));
    return notice;
  }

  /** Ends the watch: the work is done or has failed. */
  public void close() {
    over.set(true);
  }
}
