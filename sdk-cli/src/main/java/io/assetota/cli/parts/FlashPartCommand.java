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
import io.assetota.handlers.coprocessor.Flasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.part.VersionSource;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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

  @Mixin VersionOptions version = new VersionOptions();
  @Mixin ProgressOption quiet = new ProgressOption();

  FlashPartCommand(Console console) {
    super(console);
  }

  /** Reads the program. */
  interface Reading {
    FirmwareImage read(InputStream in) throws IOException;
  }

  /** Brings a program into the part. */
  interface Writing {
    Report write(FirmwareImage program, SerialLink link, BootControl control) throws IOException;
  }

  /** Work with a part that reports its progress. */
  interface Work {
    FlashResult run(FlashListener listener) throws IOException;
  }

  /**
   * Opens the port and works with the part behind it.
   *
   * @param reading reads the image, before the port is opened
   */
  final Report work(Parity parity, PartControl control, Reading reading, Writing writing)
      throws IOException {
    try {
      control.check();
      version.check();
      check();
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    SerialSettings settings;
    try {
      settings = new SerialSettings(baud, parity);
    } catch (IllegalArgumentException e) {
      throw wrongUsage("--baud: " + e.getMessage());
    }
    FirmwareImage program = read(reading);
    try (SerialLink link = SerialLink.open(port, settings)) {
      return control.use(link, (line, boot) -> writing.write(program, line, boot));
    }
  }

  /**
   * Checks the options of a command.
   *
   * @throws IllegalArgumentException if they don't go together
   */
  void check() {}

  private FirmwareImage read(Reading reading) throws IOException {
    new InputFile(image).requireFile();
    try (InputStream in = Files.newInputStream(image)) {
      return reading.read(in);
    }
  }

  /**
   * Writes a program, and demands its version if that was asked for.
   *
   * @param word asks for the version instead of the program, if it is not null
   */
  final Report report(
      FirmwareImage program, Flasher flasher, SerialLink link, @Nullable VersionSource word)
      throws IOException {
    return report(false, listener -> version.flash(program, flasher, link, word, listener));
  }

  final Report report(boolean dryRun, Work work) throws IOException {
    try (Progress progress = quiet.begin(console, "Flashing")) {
      FlashResult result = work.run((phase, done, total) -> progress.at(done, total));
      return new FlashPartReport(port, result, dryRun, version.reported(dryRun));
    }
  }
}
