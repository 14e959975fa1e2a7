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
    if (settings.parity() != Parity.NONE) {
      judge(name, settings, stty(name), isPseudoTerminal(name));
    }
  }

  /** Judges by the output of stty; without any, the parity is taken as set. */
  static void judge(String name, SerialSettings settings, String stty, boolean pseudoTerminal)
      throws SerialPortException {
    List<String> words = Arrays.asList(stty.split("\\s+"));
    boolean known = words.contains("parenb") || words.contains("-parenb");
    boolean odd = settings.parity() == Parity.ODD;
    if (!known || (words.contains("parenb") && words.contains("parodd") == odd)) {
      return;
    }
    if (pseudoTerminal) {
      log.warn("Serial port {} is a pseudo-terminal and has no parity; going on without", name);
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

  private static String stty(String name) throws SerialPortException {
    try {
      Process stty =
          new ProcessBuilder("stty", "-F", name, "-a")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      stty.getOutputStream().close();
      if (!stty.waitFor(2, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      log.debug("There is no stty to check the parity of {} with", name, e);
      return "";
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
