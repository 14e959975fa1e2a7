package io.assetota.cli.parts;

import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;

/** An option that says how a part comes into its boot loader and back. */
interface PartControl {
  /** Work with a part on an open line. */
  interface Work {
    Report run(SerialLink link, BootControl boot) throws IOException;
  }

  /**
   * Checks what was given, before anything is opened.
   *
   * @throws IllegalArgumentException if it is no such control
   */
  void check();

  /** Works, and gives the pins or lines back. */
  Report use(SerialLink link, Work work) throws IOException;
}
