package io.assetota.samples.stm32ota;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the command line says. */
record Options(
    Path home,
    Path parts,
    @Nullable String port,
    int baud,
    int boot0Pin,
    int resetPin,
    boolean help) {
  static final int NO_PIN = -1;

  static final String USAGE =
      """
      Usage: Stm32OtaExample [options]
        --home DIR          the device folder (default: device)
        --parts DIR         where to keep what a part had before (default: parts)
        --port PATH         the serial port to the part, for example /dev/serial0;
                            without it, an emulated part
        --baud N            its speed (default: 115200)
        --pins BOOT0,RESET  pins of the Raspberry Pi, in Broadcom's counting;
                            without them, DTR is BOOT0 and RTS is RESET
        --help              print this, and end\
      """;

  static Options parse(String... args) {
    Path home = Path.of("device");
    Path parts = Path.of("parts");
    String port = null;
    int baud = 115_200;
    int boot0 = NO_PIN;
    int reset = NO_PIN;
    boolean help = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--home" -> home = Path.of(value(args, ++i));
        case "--parts" -> parts = Path.of(value(args, ++i));
        case "--port" -> port = value(args, ++i);
        case "--baud" -> baud = number(value(args, ++i), "--baud");
        case "--pins" -> {
          String[] pins = value(args, ++i).split(",", -1);
          if (pins.length != 2) {
            throw new IllegalArgumentException("--pins takes two numbers: BOOT0,RESET");
          }
          boot0 = number(pins[0], "--pins");
          reset = number(pins[1], "--pins");
        }
        case "--help" -> help = true;
        default -> throw new IllegalArgumentException("unknown option: " + args[i]);
      }
    }
    return new Options(home, parts, port, baud, boot0, reset, help);
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  private static int number(String value, String option) {
    try {
      return Integer.parseUnsignedInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes numbers, not " + value, e);
    }
  }
}
