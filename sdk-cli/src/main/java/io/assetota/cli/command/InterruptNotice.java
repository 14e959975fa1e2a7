package io.assetota.cli.command;

import io.assetota.cli.output.Console;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says something if the process is ended, by Ctrl-C for example, while some work is going on. */
public final class InterruptNotice {
  private final AtomicBoolean over = new AtomicBoolean();

  private InterruptNotice() {}

  public static InterruptNotice of(Console console, String message) {
    InterruptNotice notice = new InterruptNotice();
    // The hook stays: to take it back fails while Ctrl-C is being served.
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

  /** The work is done, or has failed. */
  public void close() {
    over.set(true);
  }
}
