package io.assetota.handlers.coprocessor;

import java.io.IOException;

/** Writes a program into a part through its boot loader, of any kind. */
public interface Flasher {
  /**
   * Writes an image into the part and starts it. Returns only if the part verifiably holds the
   * image. After a failure, too, the pins are left so that the part runs the program that it has.
   *
   * @param image the program
   * @param listener gets the progress
   * @return what was done
   * @throws CoprocessorException if the program could not be written
   * @throws io.assetota.core.model.CancelledException if the listener cancelled before anything was
   *     erased
   * @throws IOException if the line fails
   */
  FlashResult flash(FirmwareImage image, FlashListener listener) throws IOException;

  /**
   * Returns where a raw binary belongs.
   *
   * @return the address of the start of the part's flash
   */
  long rawAddress();
}
