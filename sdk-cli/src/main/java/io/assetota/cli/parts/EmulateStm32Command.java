package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import io.assetota.handlers.testkit.stm32.Stm32Fault;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Emulates an STM32 in its boot loader until it is stopped. */
@Command(
    name = "stm32",
    description = {
      "Emulates an STM32 in its serial boot loader at a pseudo-terminal, until Ctrl-C.",
      "Any flasher can be its client, for example stm32flash. Needs socat.",
      "A fault happens at a frame, for example lost-ack:17."
    },
    footer = {
      "  asset-ota emulate stm32 --port /tmp/stm32",
      "  asset-ota emulate stm32 --port /tmp/stm32 --chip g474 --baud-timing 115200",
      "  asset-ota emulate stm32 --port /tmp/stm32 --fault lost-ack:17"
    })
final class EmulateStm32Command extends EmulatePartCommand {
  @Option(
      names = "--chip",
      paramLabel = "f103|g474|f407|l152",
      description = "The part. Default: f103.")
  Chip chip = Chip.F103;

  /** The parts that can be emulated. */
  enum Chip {
    F103,
    G474,
    F407,
    L152;

    Stm32Chip chip() {
      return switch (this) {
        case F103 -> Stm32Chip.f103();
        case G474 -> Stm32Chip.g474();
        case F407 -> Stm32Chip.f407();
        case L152 -> Stm32Chip.l152();
      };
    }
  }

  EmulateStm32Command(Console console) {
    super(console);
  }

  @Override
  Emulated emulated() {
    Stm32Fault wanted = fault == null ? null : Stm32Fault.parse(fault);
    Stm32Emulator part = new Stm32Emulator(chip.chip(), wanted);
    return new Emulated(
        "STM32" + chip.name().toUpperCase(Locale.ROOT),
        part,
        Parity.EVEN,
        () ->
            wanted == null || part.faultHappened()
                ? Optional.empty()
                : Optional.of("there were only " + part.frames() + " frames"));
  }
}
