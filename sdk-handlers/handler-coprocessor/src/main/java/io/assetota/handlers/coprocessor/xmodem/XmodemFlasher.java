package io.assetota.handlers.coprocessor.xmodem;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareImage.Format;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.Flasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.coprocessor.line.InBootLoader;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a file to a boot loader that receives XMODEM with CRC. The boot loader takes the file as it
 * is, so use {@link io.assetota.handlers.coprocessor.FirmwareHandler#raw}.
 *
 * <p>XMODEM can't read back. With an {@link XmodemMenu}, the boot loader itself checks the file and
 * reports success ({@link Verification#BY_PART}). Without one, each block was acknowledged, and the
 * content of the flash stays unknown ({@link Verification#TRANSFER}). A file that the part holds
 * already is sent again. The receiver fills the last block up with 0x1A.
 *
 * <p>Blocks are repeated up to ten times, the whole transfer up to three times where the part can
 * be reset. Not safe for use by several threads.
 */
public final class XmodemFlasher implements Flasher {
  private static final Logger log = LoggerFactory.getLogger(XmodemFlasher.class);
  private static final int ATTEMPTS = 3;

  /** For the boot loader to start and print its menu, and to check and store a file. */
  private static final Duration MENU = Duration.ofSeconds(5);

  /** Nothing answers the last choice, and closing a line discards what has not left yet. */
  private static final Duration LEAVING = Duration.ofMillis(200);

  private static final int LONGEST_MENU = 4096;

  private final SerialLink link;
  private final BootControl boot;
  private final MonotonicClock clock;
  private final Optional<XmodemMenu> menu;

  /**
   * Sends to a boot loader that asks for a file as soon as it runs.
   *
   * @param link the line, at the settings of the boot loader; it stays open
   * @param boot resets the part into its boot loader and back; it stays open
   * @param clock for deadlines
   */
  public XmodemFlasher(SerialLink link, BootControl boot, MonotonicClock clock) {
    this(link, boot, clock, Optional.empty());
  }

  private XmodemFlasher(
      SerialLink link, BootControl boot, MonotonicClock clock, Optional<XmodemMenu> menu) {
    this.link = link;
    this.boot = boot;
    this.clock = clock;
    this.menu = menu;
  }

  /**
   * Sends to a boot loader with a menu.
   *
   * @param value the menu, for example {@link XmodemMenu#GECKO}
   * @return a flasher of the same part
   */
  public XmodemFlasher withMenu(XmodemMenu value) {
    return new XmodemFlasher(link, boot, clock, Optional.of(value));
  }

  /** Returns 0: the boot loader decides where the file belongs. */
  @Override
  public long rawAddress() {
    return 0;
  }

  @Override
  public FlashResult flash(FirmwareImage image, FlashListener listener) throws IOException {
    if (image.format() != Format.RAW || !image.isTakenAsIs()) {
      throw new CoprocessorException(
          Problem.BAD_IMAGE,
          "a boot loader with XMODEM takes a file as it is: read it as a raw image. Nothing was"
              + " sent");
    }
    FirmwareSegment segment = image.segments().get(0);
    byte[] file = segment.content(0, segment.length());
    return InBootLoader.run(boot, () -> send(file, listener));
  }

  private FlashResult send(byte[] file, FlashListener listener) throws IOException {
    long begin = clock.nanoTime();
    XmodemSender sender = new XmodemSender(link, clock);
    int attempts = boot.canReset() ? ATTEMPTS : 1;
    FrameException last = null;
    for (int attempt = 0; attempt < attempts; attempt++) {
      listener.progress(FlashPhase.CHECK, 0, file.length);
      try {
        begin(sender);
        if (attempt == 0) {
          listener.checkCancelled();
        }
        sender.send(file, done -> listener.progress(FlashPhase.WRITE, done, file.length));
        finish(file.length, listener);
        return new FlashResult(
            "an XMODEM receiver on " + link.name(),
            Outcome.WRITTEN,
            menu.isPresent() ? Verification.BY_PART : Verification.TRANSFER,
            sender.bytesSent(),
            0,
            0,
            sender.retries() + attempt,
            Duration.ofNanos(clock.nanoTime() - begin));
      } catch (FrameException e) {
        log.warn(
            "The transfer on {} failed at attempt {}: {}",
            link.name(),
            attempt + 1,
            e.getMessage());
        last = e;
        sender.cancel();
      }
    }
    throw failure(last);
  }

  private void begin(XmodemSender sender) throws IOException {
    boot.enterBootLoader();
    if (menu.isPresent()) {
      // An empty line makes a boot loader that waits already print its menu again.
      link.write(new byte[] {'\r', '\n'});
      await(menu.get().prompt(), menu.get().prompt());
      link.discardInput();
      link.write(new byte[] {(byte) menu.get().upload()});
    }
    sender.awaitRequest();
  }

  private void finish(int length, FlashListener listener) throws IOException {
    if (menu.isPresent()) {
      listener.progress(FlashPhase.VERIFY, 0, length);
      await(menu.get().success(), menu.get().failure());
      await(menu.get().prompt(), menu.get().prompt());
      listener.progress(FlashPhase.VERIFY, length, length);
      if (!boot.canReset()) {
        link.write(new byte[] {(byte) menu.get().run()});
        clock.sleep(LEAVING);
      }
    }
  }

  /** Reads up to one of two texts; the second means failure, unless it is the same. */
  private void await(String wanted, String unwanted) throws IOException {
    long deadline = clock.nanoTime() + MENU.toNanos();
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(wanted) < 0) {
      if (!unwanted.equals(wanted) && seen.indexOf(unwanted) >= 0) {
        throw new FrameException(Kind.REFUSED, "the boot loader reports: " + text(seen));
      }
      if (seen.length() > LONGEST_MENU) {
        throw new FrameException(Kind.GARBLED, "no \"" + wanted + "\" in what the part sends");
      }
      byte[] one = new byte[1];
      try {
        link.read(one, 0, 1, Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
      } catch (SerialTimeoutException e) {
        throw new FrameException(
            seen.isEmpty() ? Kind.SILENCE : Kind.GARBLED,
            "no \"" + wanted + "\" from the boot loader, but \"" + text(seen) + "\"",
            e);
      }
      seen.append(new String(one, StandardCharsets.ISO_8859_1));
    }
  }

  private static String text(StringBuilder seen) {
    return seen.toString().strip();
  }

  private CoprocessorException failure(@Nullable FrameException last) {
    String what = last == null ? "nothing" : last.getMessage();
    Problem problem =
        last == null || last.kind() == Kind.SILENCE
            ? Problem.NO_ANSWER
            : last.kind() == Kind.GARBLED ? Problem.GARBLED_ANSWER : Problem.REFUSED;
    return new CoprocessorException(
        problem,
        what
            + ", on "
            + link.name()
            + " at "
            + link.settings()
            + ". The part may be without a program now. Likely the boot loader does not run, TX and"
            + " RX are crossed, the speed is wrong, or this is not a file for this boot loader",
        last);
  }
}
