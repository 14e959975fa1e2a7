package io.assetota.cli.parts;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.option.ProgressOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a program into a part over a serial line. */
abstract class FlashPartCommand extends ReportingCommand {
  @Parameters(paramLabel = "IMAGE", description = "The program.")
  Path image = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "PATH",
      required = true,
      description = "The serial port, for example /dev/serial0.")
  String port = "";

  @Option(names = "--baud", paramLabel = "N", description = "The bit rate. Default: 115200.")
  int baud = 115_200;

  @Mixin ProgressOption quiet = new ProgressOption();

  FlashPartCommand(Console console) {
    super(console);
  }

  /** Work with a part that reports its progress. */
  interface Work {
    FlashResult run(FlashListener listener) throws IOException;
  }

  final void requireBootControl(BootOption boot) {
    if (!boot.isValid()) {
      throw wrongUsage(
          "--boot-control must be none, dtr-rts or gpio:BOOT0,RESET, not " + boot.bootControl);
    }
  }

  final SerialSettings settings(Parity parity) {
    try {
      return new SerialSettings(baud, parity);
    } catch (IllegalArgumentException e) {
      throw wrongUsage("--baud: " + e.getMessage());
    }
  }

  final FirmwareImage program(boolean raw, long address) throws IOException {
    new InputFile(image).requireFile();
    try (InputStream in = Files.newInputStream(image)) {
      return raw ? FirmwareImage.readRaw(in, address) : FirmwareImage.read(in, address);
    }
  }

  final Report report(boolean dryRun, Work work) throws IOException {
    try (Progress progress = quiet.begin(console, "Flashing")) {
      FlashResult result = work.run((phase, done, total) -> progress.at(done, total));
      return new FlashPartReport(port, result, dryRun);
    }
  }
}
