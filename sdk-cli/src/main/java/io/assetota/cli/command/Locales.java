package io.assetota.cli.command;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Java makes of names and arguments: it takes them for text in the encoding of the locale, and
 * what is no such text becomes question marks, which would go into bundles.
 */
public final class Locales {
  private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");

  private Locales() {}

  /** Refuses arguments that Java could not read, where the system tells what they were. */
  public static void requireReadableArguments() throws IOException {
    requireReadable(OWN_COMMAND_LINE, System.getProperty("sun.jnu.encoding", ""));
  }

  static void requireReadable(Path commandLine, String encoding) throws IOException {
    if (!isAscii(encoding) || !Files.isReadable(commandLine)) {
      return;
    }
    for (byte b : Files.readAllBytes(commandLine)) {
      if (b < 0) {
        throw new AssetException(
            "the command line has characters that can't be read in this locale ("
                + encoding
                + "): set one of UTF-8, for example LC_ALL=C.UTF-8");
      }
    }
  }

  private static boolean isAscii(String encoding) {
    try {
      return Charset.forName(encoding).equals(StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
