package io.assetota.cli.parts;

import io.assetota.handlers.coprocessor.FirmwareImage;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Option;

/** Options of the commands that compare a program with flash and write it to addresses. */
final class ProgramOptions {
  @Option(
      names = "--dry-run",
      description = "Find the part and compare its content, and change nothing.")
  boolean dryRun;

  @Option(
      names = "--raw",
      description =
          "Write the file as it is to the start of flash. Default: a file that is no"
              + " program for this part is refused.")
  boolean raw;

  FirmwareImage read(InputStream in, long address) throws IOException {
    return raw ? FirmwareImage.readRaw(in, address) : FirmwareImage.read(in, address);
  }
}
