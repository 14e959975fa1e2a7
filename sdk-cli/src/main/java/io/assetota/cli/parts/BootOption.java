package io.assetota.cli.parts;

import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.Pi4jBoard;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How to start the boot loader of a part with a boot pin and a reset. */
final class BootOption {
  private static final Pattern GPIO = Pattern.compile("gpio:(!?)(\\d{1,3}),(!?)(\\d{1,3})");

  @Option(
      names = "--boot-control",
      paramLabel = "none|dtr-rts|gpio:BOOT0,RESET",
      description =
          "How to start the boot loader: not at all, by the control lines of the"
              + " converter, or by two pins of this board, with ! before an inverted one."
              + " Default: none.")
  String bootControl = "none";

  /** Work with a part on an open line. */
  interface Work {
    Report run(SerialLink link, BootControl boot) throws IOException;
  }

  boolean isValid() {
    return bootControl.equals("none")
        || bootControl.equals("dtr-rts")
        || GPIO.matcher(bootControl).matches();
  }

  /** Works, and gives the pins or lines back. */
  Report use(SerialLink link, Work work) throws IOException {
    Matcher gpio = GPIO.matcher(bootControl);
    if (!gpio.matches()) {
      try (BootControl boot =
          bootControl.equals("none") ? BootControl.none() : BootControl.controlLines(link)) {
        return work.run(link, boot);
      }
    }
    try (Pi4jBoard board = Pi4jBoard.open();
        BootControl boot = pins(board, gpio)) {
      return work.run(link, boot);
    }
  }

  /** Opens the pins at the levels of a part that runs its program: BOOT0 low, reset released. */
  private static BootControl pins(Pi4jBoard board, Matcher gpio) throws IOException {
    boolean boot0Inverted = !gpio.group(1).isEmpty();
    boolean resetInverted = !gpio.group(3).isEmpty();
    OutputPin boot0 =
        board.output(Integer.parseInt(gpio.group(2)), boot0Inverted ? Level.HIGH : Level.LOW);
    OutputPin reset =
        board.output(Integer.parseInt(gpio.group(4)), resetInverted ? Level.LOW : Level.HIGH);
    return BootControl.gpio(
        boot0Inverted ? boot0.inverted() : boot0, resetInverted ? reset.inverted() : reset);
  }
}
