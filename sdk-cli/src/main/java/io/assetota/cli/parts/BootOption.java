package io.assetota.cli.parts;

import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.Pi4jBoard;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How to start the boot loader of a part with a boot pin and a reset. */
final class BootOption implements PartControl {
  private static final Pattern GPIO =
      Pattern.compile("gpio:(" + BoardPin.PATTERN + "),(" + BoardPin.PATTERN + ")");

  @Option(
      names = "--boot-control",
      paramLabel = "none|dtr-rts|gpio:BOOT0,RESET",
      description =
          "How to start the boot loader: not at all, by the control lines of the"
              + " converter, or by two pins of this board, with ! before an inverted one."
              + " Default: none.")
  String bootControl = "none";

  @Override
  public void check() {
    if (!bootControl.equals("none")
        && !bootControl.equals("dtr-rts")
        && !GPIO.matcher(bootControl).matches()) {
      throw new IllegalArgumentException(
          "--boot-control must be none, dtr-rts or gpio:BOOT0,RESET, not " + bootControl);
    }
  }

  @Override
  public Report use(SerialLink link, Work work) throws IOException {
    Matcher gpio = GPIO.matcher(bootControl);
    if (!gpio.matches()) {
      try (BootControl boot =
          bootControl.equals("none") ? BootControl.none() : BootControl.controlLines(link)) {
        return work.run(link, boot);
      }
    }
    // At first the levels of a part that runs its program: BOOT0 low, reset released.
    try (Pi4jBoard board = Pi4jBoard.open();
        BootControl boot =
            BootControl.gpio(
                BoardPin.parse(gpio.group(1)).open(board, Level.LOW),
                BoardPin.parse(gpio.group(2)).open(board, Level.HIGH))) {
      return work.run(link, boot);
    }
  }
}
