package io.assetota.cli.parts;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.testkit.PseudoTerminal;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import io.assetota.handlers.testkit.stm32.Stm32Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Emulates an STM32 in its boot loader until it is stopped. */
@Command(
    name = "stm32",
    description = {
      "Emulates an STM32 in its serial boot loader at a pseudo-terminal, until Ctrl-C.",
      "Any flasher can be its client, for example stm32flash. Needs socat."
    },
    footer = {
      "  asset-ota emulate stm32 --port /tmp/stm32",
      "  asset-ota emulate stm32 --port /tmp/stm32 --chip g474 --baud-timing 115200",
      "  asset-ota emulate stm32 --port /tmp/stm32 --fault lost-ack:17"
    })
final class EmulateStm32Command extends Subcommand {
  private static final long CHECK_MILLIS = 200;

  @Option(
      names = "--port",
      paramLabel = "PATH",
      required = true,
      description = "The path of the port to create; it must not exist.")
  Path port = Path.of("");

  @Option(
      names = "--chip",
      paramLabel = "f103|g474|f407|l152",
      description = "The part. Default: f103.")
  Chip chip = Chip.F103;

  @Option(
      names = "--baud-timing",
      paramLabel = "N",
      description = "Transfer as slowly as a line with this bit rate. Default: no delay.")
  @Nullable Integer baudTiming;

  @Option(
      names = "--fault",
      paramLabel = "KIND:N",
      description = "A fault that happens once, at frame N, for example lost-ack:17.")
  @Nullable String fault;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Exit after this time. Default: never.")
  @Nullable Integer seconds;

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
  public Integer call() throws IOException {
    Stm32Fault wanted;
    SerialSettings pace;
    try {
      wanted = fault == null ? null : Stm32Fault.parse(fault);
      pace = baudTiming == null ? null : new SerialSettings(baudTiming, SerialSettings.Parity.EVEN);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    Stm32Emulator part = new Stm32Emulator(chip.chip(), wanted);
    try (PseudoTerminal terminal = PseudoTerminal.open(port, part, pace)) {
      // The hook stays: removing it fails during shutdown, and closing twice is harmless.
      Runtime.getRuntime().addShutdownHook(new Thread(terminal::close, "close " + port));
      console.line(
          "An emulated STM32"
              + chip.name().toUpperCase(Locale.ROOT)
              + " listens at "
              + Printable.line(port.toString())
              + "; Ctrl-C stops it.");
      await(terminal);
    }
    if (wanted != null && !part.faultHappened()) {
      console.warn("the fault did not happen: there were only " + part.frames() + " frames");
    }
    return DONE;
  }

  private void await(PseudoTerminal terminal) throws AssetException {
    long end =
        seconds == null ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (terminal.isOpen() && System.nanoTime() < end) {
        Thread.sleep(CHECK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssetException("the emulator was interrupted", e);
    }
  }
}
