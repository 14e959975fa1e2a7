package io.assetota.cli.parts;

import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.Pi4jBoard;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How to reset a part whose boot loader runs after every reset. */
final class ResetOption implements PartControl {
  private static final Pattern GPIO = Pattern.compile("gpio:(" + BoardPin.PATTERN + ")");

  @Option(
      names = "--reset",
      paramLabel = "dtr-rts|gpio:RESET|none",
      description =
          "How to reset the part: by the control lines of the converter, by a pin of this"
              + " board, with ! before an inverted one, or not at all. Default: dtr-rts.")
  String reset = "dtr-rts";

  @Override
  public void check() {
    if (!reset.equals("none") && !reset.equals("dtr-rts") && !GPIO.matcher(reset).matches()) {
      throw new IllegalArgumentException(
          "--reset must be dtr-rts, gpio:RESET or none, not " + reset);
    }
  }

  @Override
  public Report use(SerialLink link, Work work) throws IOException {
    MonotonicClock clock = MonotonicClock.system();
    Matcher gpio = GPIO.matcher(reset);
    if (!gpio.matches()) {
      try (BootControl boot =
          reset.equals("none") ? BootControl.none() : BootControl.resetControlLines(link, clock)) {
        return work.run(link, boot);
      }
    }
    try (Pi4jBoard board = Pi4jBoard.open();
        BootControl boot =
            BootControl.resetPin(BoardPin.parse(gpio.group(1)).open(board, Level.HIGH), clock)) {
      return work.run(link, boot);
    }
  }
}
