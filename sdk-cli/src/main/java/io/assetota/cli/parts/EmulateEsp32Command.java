package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.esp32.Esp32Emulator;
import io.assetota.handlers.testkit.esp32.Esp32Emulator.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Emulates an ESP32 in the loader of its ROM until it is stopped. */
@Command(
    name = "esp32",
    description = {
      "Emulates an ESP32 with 4 MiB of flash, in the loader of its ROM, at a pseudo-terminal, until"
          + " Ctrl-C. esptool can be its client with --no-stub and --before no_reset. Needs socat.",
      "Silence for a second and a half resets a part that runs its program."
    },
    footer = {
      "  asset-ota emulate esp32 --port /tmp/esp32",
      "  asset-ota emulate esp32 --port /tmp/esp32 --chip c3"
    })
final class EmulateEsp32Command extends EmulatePartCommand {
  private static final int FLASH = 4 << 20;

  @Option(
      names = "--chip",
      paramLabel = "esp32|s2|s3|c3|c6",
      description = "The part. Default: esp32.")
  Chip chip = Chip.ESP32;

  /** The parts that can be emulated. */
  enum Chip {
    ESP32(Kind.ESP32),
    S2(Kind.ESP32_S2),
    S3(Kind.ESP32_S3),
    C3(Kind.ESP32_C3),
    C6(Kind.ESP32_C6);

    private final Kind kind;

    Chip(Kind kind) {
      this.kind = kind;
    }
  }

  EmulateEsp32Command(Console console) {
    super(console);
  }

  @Override
  Emulated emulated() {
    Esp32Emulator part = new Esp32Emulator(chip.kind, FLASH);
    Runnable resetProgram =
        () -> {
          if (part.programRuns()) {
            part.reset();
          }
        };
    return Emulated.of(
        chip.kind.name().replace('_', '-'),
        Parity.NONE,
        new ResetWhenIdle(part, resetProgram),
        fault,
        part::reset,
        0xc0);
  }
}
