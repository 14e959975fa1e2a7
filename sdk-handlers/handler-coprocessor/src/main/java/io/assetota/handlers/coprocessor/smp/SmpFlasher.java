package io.assetota.handlers.coprocessor.smp;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.Flasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.line.InBootLoader;
import io.assetota.handlers.coprocessor.smp.protocol.ImageUpload;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Writes an image into a part with MCUboot, over SMP (Simple Management Protocol) on a serial
 * console, as Zephyr and others speak it.
 *
 * <p>Where the part's program answers, the image goes into the other slot while the program runs.
 * Then the image is marked for a test, the part is reset, and its boot loader starts the image if
 * its signature is right. When the new program answers that it runs, it is confirmed. A program
 * that does not come so far is replaced by the previous one at the next reset: the part rolls back
 * by itself, which is told as {@link
 * io.assetota.handlers.coprocessor.CoprocessorException.Problem#ROLLED_BACK}.
 *
 * <p>Where MCUboot's serial recovery answers, the image goes into the slot from which it is
 * started. MCUboot checks its signature when it lists it; there is no test, and no way back.
 *
 * <p>{@link #flash} returns only if the part says that it runs the image, or, in serial recovery,
 * that the image is what it will start. An image that the part runs already is not sent.
 *
 * <p>Immutable. A flasher, and those made from it, are not safe for use by several threads.
 */
public final class SmpFlasher implements Flasher {
  private final SerialLink link;
  private final BootControl boot;
  private final MonotonicClock clock;
  private final SmpOptions options;

  /**
   * Flashes over a line.
   *
   * @param link the line, at the settings of the part's console; it stays open
   * @param boot resets the part into serial recovery and back; {@link BootControl#none()} for a
   *     part that answers as it is, through its program or in serial recovery. It stays open
   * @param clock for deadlines
   */
  public SmpFlasher(SerialLink link, BootControl boot, MonotonicClock clock) {
    this(link, boot, clock, SmpOptions.DEFAULT);
  }

  private SmpFlasher(SerialLink link, BootControl boot, MonotonicClock clock, SmpOptions options) {
    this.link = link;
    this.boot = boot;
    this.clock = clock;
    this.options = options;
  }

  /**
   * Says when the image is made to stay. Default: after its test.
   *
   * @param confirmation when; without effect in serial recovery
   * @return a flasher of the same part
   */
  public SmpFlasher confirming(SmpConfirmation confirmation) {
    return with(options.with(confirmation));
  }

  /**
   * Says which image of the part this is. Default: 0, the only one of most parts.
   *
   * @param number from 0 to 15
   * @return a flasher of the same part
   * @throws IllegalArgumentException if the number is none of these
   */
  public SmpFlasher withImageNumber(int number) {
    return with(options.withImage(number));
  }

  /**
   * Limits the size of packets. Default: what the part says it can take, else 256 bytes.
   *
   * @param bytes the largest packet without its framing, 128 to 4096
   * @return a flasher of the same part
   * @throws IllegalArgumentException if it is none of these
   */
  public SmpFlasher withPacketSize(int bytes) {
    return with(options.withPacketSize(bytes));
  }

  /**
   * Says how long the part may take from its reset until its new program answers. Default: three
   * minutes, because the boot loader swaps all of both slots first.
   *
   * @param time a second or more
   * @return a flasher of the same part
   * @throws IllegalArgumentException if it is less
   */
  public SmpFlasher withStartTime(Duration time) {
    return with(options.withStart(time));
  }

  private SmpFlasher with(SmpOptions changed) {
    return new SmpFlasher(link, boot, clock, changed);
  }

  /** Returns 0: the part decides where the image belongs. */
  @Override
  public long rawAddress() {
    return 0;
  }

  @Override
  public FlashResult flash(FirmwareImage image, FlashListener listener) throws IOException {
    SmpRun run = begin(image, listener);
    return InBootLoader.run(boot, run::flash);
  }

  /**
   * Finds out what {@link #flash} would do, without sending anything of the image.
   *
   * @param image the image
   * @param listener gets the progress
   * @return {@code UNCHANGED} if the part runs the image; else {@code WRITTEN}, with the bytes that
   *     would be sent
   * @throws IOException as {@link #flash}
   */
  public FlashResult preview(FirmwareImage image, FlashListener listener) throws IOException {
    SmpRun run = begin(image, listener);
    return InBootLoader.run(boot, run::preview);
  }

  private SmpRun begin(FirmwareImage image, FlashListener listener) throws IOException {
    return new SmpRun(session(), McubootImage.of(image), options, listener);
  }

  SmpSession session() {
    return new SmpSession(link, boot, clock);
  }

  /** A session with the program that runs: nothing is reset for it. */
  SmpSession programSession() {
    return new SmpSession(link, BootControl.none(), clock);
  }

  /** Resets the part by its pins, where there are some. Returns whether there are. */
  boolean resetByPins() throws IOException {
    if (boot.canReset()) {
      boot.runProgram();
    }
    return boot.canReset();
  }

  SmpOptions options() {
    return options;
  }

  MonotonicClock clock() {
    return clock;
  }

  /** What can be chosen. */
  record SmpOptions(
      SmpConfirmation confirmation, int image, OptionalInt packetSize, Duration start) {
    static final SmpOptions DEFAULT =
        new SmpOptions(SmpConfirmation.AFTER_TEST, 0, OptionalInt.empty(), Duration.ofMinutes(3));

    SmpOptions {
      if (image < 0 || image > 15) {
        throw new IllegalArgumentException("images are numbered from 0 to 15, not " + image);
      }
      packetSize.ifPresent(
          size -> {
            if (size < ImageUpload.SMALLEST_PACKET || size > 4096) {
              throw new IllegalArgumentException(
                  "a packet has " + ImageUpload.SMALLEST_PACKET + " to 4096 bytes, not " + size);
            }
          });
      if (start.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("a part needs a second or more to start, not " + start);
      }
    }

    SmpOptions with(SmpConfirmation value) {
      return new SmpOptions(value, image, packetSize, start);
    }

    SmpOptions withImage(int value) {
      return new SmpOptions(confirmation, value, packetSize, start);
    }

    SmpOptions withPacketSize(int value) {
      return new SmpOptions(confirmation, image, OptionalInt.of(value), start);
    }

    SmpOptions withStart(Duration value) {
      return new SmpOptions(confirmation, image, packetSize, value);
    }
  }
}
