package io.assetota.cli.parts;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashReader;
import io.assetota.handlers.coprocessor.part.FlashWordVersion;
import io.assetota.handlers.coprocessor.part.VersionSource;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--version-address",
      paramLabel = "ADDRESS",
      description =
          "With --expect-version: take the word of 32 bits at this address of flash for the"
              + " version, in hexadecimal, for example 0x00010200, and don't ask the program.")
  @Nullable String versionAddress;

  /** What reads the word, where it is asked for. */
  @Nullable VersionSource word(FlashReader reader) {
    return versionAddress == null
        ? null
        : new FlashWordVersion(reader, Long.decode(versionAddress));
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if they don't go together
   */
  void check(VersionOptions version) {
    if (versionAddress == null) {
      return;
    }
    if (version.expected == null || version.query != null || version.baud != null) {
      throw new IllegalArgumentException(
          "--version-address needs --expect-version, and neither --version-query nor"
              + " --version-baud");
    }
    try {
      word(range -> new byte[range.length()]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--version-address must be a multiple of 4 within 32 bits, for example 0x08003FFC, not "
              + versionAddress,
          e);
    }
  }

  FirmwareImage read(InputStream in, long address) throws IOException {
    return raw ? FirmwareImage.readRaw(in, address) : FirmwareImage.read(in, address);
  }
}
