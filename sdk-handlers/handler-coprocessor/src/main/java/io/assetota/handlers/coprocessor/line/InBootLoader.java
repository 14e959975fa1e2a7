package io.assetota.handlers.coprocessor.line;

import io.assetota.handlers.coprocessor.boot.BootControl;
import java.io.IOException;

/** Work with a boot loader. Whether it succeeds or fails, the part's program runs afterwards. */
public final class InBootLoader {
  private InBootLoader() {}

  /**
   * The work itself.
   *
   * @param <T> what comes of it
   */
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Works, and then starts the program.
   *
   * @throws IOException if the work fails, or if it succeeds and the program can't be started
   */
  public static <T> T run(BootControl boot, Work<T> work) throws IOException {
    T result;
    try {
      result = work.run();
    } catch (IOException | RuntimeException e) {
      try {
        boot.runProgram();
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
    boot.runProgram();
    return result;
  }
}
