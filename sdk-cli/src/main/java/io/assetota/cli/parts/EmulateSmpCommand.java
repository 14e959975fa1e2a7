package io.assetota.cli.parts;

import io.assetota.cli.files.InputFile;
import io.assetota.cli.output.Console;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.smp.SmpEmulator;
import io.assetota.handlers.testkit.smp.SmpTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Emulates a part with MCUboot until it is stopped. */
@Command(
    name = "smp",
    description = {
      "Emulates a part with MCUboot and two slots of 512 KiB that speaks SMP at a pseudo-terminal,"
          + " until Ctrl-C. Any client of MCUmgr can be its client, for example mcumgr or smpmgr."
          + " Needs socat.",
      "Signatures are not checked."
    },
    footer = {
      "  asset-ota emulate smp --port /tmp/zephyr --program old.signed.bin",
      "  asset-ota emulate smp --port /tmp/zephyr --recovery"
    })
final class EmulateSmpCommand extends EmulatePartCommand {
  private static final int SLOT = 512 << 10;
  private static final int BUFFER = 1024;

  @Option(
      names = "--program",
      paramLabel = "FILE",
      description =
          "The signed image that the part runs at first. Default: none, which only makes"
              + " sense with --recovery.")
  @Nullable Path program;

  @Option(
      names = "--recovery",
      description = "Wait in MCUboot's serial recovery. Default: run the program.")
  boolean recovery;

  EmulateSmpCommand(Console console) {
    super(console);
  }

  @Override
  Emulated emulated() throws IOException {
    byte[] primary = new byte[0];
    if (program != null) {
      new InputFile(program).requireFile();
      if (Files.size(program) > SLOT) {
        throw new IllegalArgumentException("--program: it does not fit into a slot of 512 KiB");
      }
      primary = Files.readAllBytes(program);
    } else if (!recovery) {
      throw new IllegalArgumentException("give a --program, or --recovery");
    }
    SmpEmulator part = new SmpEmulator(primary, new SmpTraits(SLOT, BUFFER, Set.of()));
    if (recovery) {
      part.enterRecovery();
    }
    return Emulated.of(
        recovery ? "part in MCUboot's serial recovery" : "part with MCUboot",
        Parity.NONE,
        part,
        fault,
        part::reset,
        '\n');
  }
}
