package io.assetota.handlers.io;

import io.assetota.handlers.io.SerialPortException.Problem;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that a port really uses parity. Linux drivers that can't, say nothing: they take the
 * setting and clear it (termios(3): {@code tcsetattr} succeeds if <em>any</em> change was made).
 * Java can't read it back, so {@code stty} does, where there is one.
 */
final class ParityCheck {
  private static final Logger log = LoggerFactory.getLogger(ParityCheck.class);

  private ParityCheck() {}

  static void check(String name, SerialSettings settings) throws SerialPortException {
    if (settings.parity() == Parity.NONE || uses(name, settings.parity())) {
      return;
    }
    if (isPseudoTerminal(name)) {
      log.warn("serial port {} is a pseudo-terminal and has no parity; going on without", name);
      return;
    }
    throw new SerialPortException(
        name,
        Problem.PARITY_REFUSED,
        "can't do "
            + settings
            + ": its driver drops the parity bit, without which the part understands nothing."
            + " Use another port or converter");
  }

  /** True also if nobody can tell. */
  private static boolean uses(String name, Parity parity) throws SerialPortException {
    try {
      Process stty =
          new ProcessBuilder("stty", "-F", name, "-a")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      stty.getOutputStream().close();
      if (!stty.waitFor(2, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return true;
      }
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      List<String> words = Arrays.asList(answer.split("\\s+"));
      boolean known = words.contains("parenb") || words.contains("-parenb");
      return !known
          || (words.contains("parenb") && words.contains("parodd") == (parity == Parity.ODD));
    } catch (IOException e) {
      log.debug("no stty to check the parity of {} with", name, e);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SerialPortException(name, Problem.FAILED, "interrupted while opening", e);
    }
  }

  static boolean isPseudoTerminal(String name) {
    try {
      Path device = Path.of(name).toRealPath();
      return device.startsWith("/dev/pts") && Files.exists(device);
    } catch (IOException e) {
      return false;
    }
  }
}
