package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.avr.AvrChip;
import io.assetota.handlers.testkit.avr.AvrEmulator;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Emulates an AVR in the boot loader of an Arduino board until it is stopped. */
@Command(
    name = "avr",
    description = {
      "Emulates an AVR with Optiboot at a pseudo-terminal, until Ctrl-C. Any programmer for Arduino"
          + " boards can be its client, for example avrdude. Needs socat.",
      "A pseudo-terminal has no DTR: silence for a second and a half resets the part."
    },
    footer = {
      "  asset-ota emulate avr --port /tmp/uno",
      "  asset-ota emulate avr --port /tmp/uno --chip m1284p --fault lost-to-part:300"
    })
final class EmulateAvrCommand extends EmulatePartCommand {
  @Option(
      names = "--chip",
      paramLabel = "m8|m328p|m1284p",
      description = "The part. Default: m328p.")
  Chip chip = Chip.M328P;

  /** The parts that can be emulated, as avrdude names them. */
  enum Chip {
    M8(AvrChip.ATMEGA8),
    M328P(AvrChip.ATMEGA328P),
    M1284P(AvrChip.ATMEGA1284P);

    private final AvrChip chip;

    Chip(AvrChip chip) {
      this.chip = chip;
    }
  }

  EmulateAvrCommand(Console console) {
    super(console);
  }

  @Override
  Emulated emulated() {
    AvrEmulator part = new AvrEmulator(chip.chip);
    return Emulated.of(
        chip.chip.name().toUpperCase(Locale.ROOT).replace("ATMEGA", "ATmega"),
        Parity.NONE,
        new ResetWhenIdle(part, part::reset),
        fault,
        part::reset,
        0x15);
  }
}
