package io.assetota.handlers.coprocessor;

import java.io.IOException;

/** Brings a program into a part through its boot loader, whichever kind that is. */
public interface Flasher {
  /**
   * Brings an image into the part and starts it. Returns only if the part verifiably holds it; in
   * any other case throws, and leaves the pins so that whatever program there is runs.
   *
   * @param image the program
   * @param listener is told how it goes
   * @return how it went
   * @throws CoprocessorException if the part did not get its program
   * @throws io.assetota.core.model.CancelledException if the listener cancelled before anything was
   *     erased
   * @throws IOException if the line fails
   */
  FlashResult flash(FirmwareImage image, FlashListener listener) throws IOException;

  /**
   * Tells where a raw binary belongs.
   *
   * @return the address of the start of the part's flash
   */
  long rawAddress();
}
