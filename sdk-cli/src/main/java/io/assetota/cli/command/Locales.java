package io.assetota.cli.command;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks that Java could read the arguments. It decodes them in the encoding of the locale and
 * replaces what it can't decode by question marks, which would end up in bundles.
 */
public final class Locales {
  private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");

  private Locales() {}

  /** Refuses arguments that Java could not decode, where the system shows the originals. */
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
            "the command line contains characters that this locale does not support ("
                + encoding
                + "): set a UTF-8 locale, for example LC_ALL=C.UTF-8");
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
