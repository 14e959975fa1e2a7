package io.assetota.samples.fileasset;

import java.nio.file.Path;
import java.time.Duration;

/** What the command line says. */
record Options(
    Path home,
    Path dir,
    Duration interval,
    boolean once,
    boolean onAssetOta,
    boolean cleanUp,
    boolean help) {

  static final String USAGE =
      """
      Usage: FileAssetExample [options]
        --home DIR          the device folder (default: device)
        --dir DIR           where the files go (default: usr/assets)
        --interval SECONDS  how often to print them (default: 10)
        --once              print them once, and end
        --on-asset-ota      handle the assets only when there is something new
        --clean-up          remove the files, and end
        --help              print this, and end""";

  static Options parse(String... args) {
    Path home = Path.of("device");
    Path dir = Path.of("usr", "assets");
    Duration interval = Duration.ofSeconds(10);
    boolean once = false;
    boolean onAssetOta = false;
    boolean cleanUp = false;
    boolean help = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--home" -> home = Path.of(value(args, ++i));
        case "--dir" -> dir = Path.of(value(args, ++i));
        case "--interval" -> interval = seconds(value(args, ++i));
        case "--once" -> once = true;
        case "--on-asset-ota" -> onAssetOta = true;
        case "--clean-up" -> cleanUp = true;
        case "--help" -> help = true;
        default -> throw new IllegalArgumentException("unknown option: " + args[i]);
      }
    }
    return new Options(home, dir, interval, once, onAssetOta, cleanUp, help);
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  private static Duration seconds(String value) {
    try {
      double seconds = Double.parseDouble(value);
      if (seconds >= 0.001 && seconds <= 86_400) {
        return Duration.ofMillis(Math.round(seconds * 1000));
      }
    } catch (NumberFormatException e) {
      // told below, with the range
    }
    throw new IllegalArgumentException("--interval takes seconds, from 0.001 to 86400: " + value);
  }
}
