package io.assetota.handlers.coprocessor.smp;

import io.assetota.core.device.PartVersion;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.part.Part;
import io.assetota.handlers.coprocessor.part.PartProgram;
import io.assetota.handlers.coprocessor.part.Restoration;
import io.assetota.handlers.coprocessor.smp.protocol.ImageSlot;
import io.assetota.handlers.coprocessor.smp.protocol.SmpRefusedException;
import io.assetota.handlers.io.MonotonicClock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part with MCUboot that keeps its former program itself, in its other slot. A program is
 * installed for a test, and confirmed when it is kept. The way back is the part's own roll-back, at
 * a reset without a confirmation; it needs no stored asset and no power.
 *
 * <p>A program that was written in serial recovery has no way back. Not safe for use by several
 * threads.
 */
public final class SmpPart implements Part {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ONE_ANSWER = Duration.ofSeconds(1);

  private final String name;
  private final SmpFlasher flasher;
  private final MonotonicClock clock;
  private @Nullable Installation installation;

  /** What was installed here: its hash, and whether the part had to be changed for it. */
  private record Installation(String hash, boolean changed) {}

  /**
   * Names a part.
   *
   * @param name what it is called, 1 to 24 lower-case letters, digits and dashes
   * @param flasher writes its images; when these are confirmed, this class decides
   */
  public SmpPart(String name, SmpFlasher flasher) {
    this.name = PartVersion.requireValidName(name);
    this.flasher = flasher.confirming(SmpConfirmation.NEVER);
    this.clock = flasher.clock();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FirmwareImage read(InputStream in) throws IOException {
    FirmwareImage image = FirmwareImage.read(in, flasher.rawAddress());
    McubootImage.of(image);
    return image;
  }

  /** True: MCUboot's header has a version, and a running program lists it. */
  @Override
  public boolean reportsVersion() {
    return true;
  }

  @Override
  public Optional<String> installedVersion() throws IOException {
    return running(ONE_ANSWER).map(ImageSlot::version);
  }

  @Override
  public FlashResult install(PartProgram program, FlashListener listener) throws IOException {
    String hash = McubootImage.of(program.image()).hashText();
    installation = new Installation(hash, true);
    FlashResult result = flasher.flash(program.image(), listener);
    installation = new Installation(hash, result.outcome() == Outcome.WRITTEN);
    return result;
  }

  @Override
  public void verifyRunning(String version, Duration within) throws IOException {
    // As imgtool is told it, and as parts tell it.
    String wanted = version.replace('+', '.');
    Optional<ImageSlot> running = awaitAnswer(within);
    if (running.filter(slot -> slot.version().equals(wanted)).isEmpty()) {
      throw new CoprocessorException(
          Problem.WRONG_VERSION,
          running
              .map(
                  slot -> "the program reports version " + slot.version() + " instead of " + wanted)
              .orElse(
                  "the program did not report version "
                      + wanted
                      + " within "
                      + within.toMillis() / 1000.0
                      + " s: it is silent"));
    }
  }

  /** {@inheritDoc} The part is told to: without that, it would go back at its next reset. */
  @Override
  public void keep() throws IOException {
    Installation done = begun();
    Optional<ImageSlot> running = running(ONE_ANSWER);
    if (running.isPresent() && (!running.get().confirmed() || !running.get().holds(done.hash()))) {
      new SmpTrial(flasher.programSession(), done.hash(), flasher.options()).confirm();
    }
    installation = null;
  }

  /**
   * {@inheritDoc} The part does it itself, when it is reset.
   *
   * @throws CoprocessorException with {@link Problem#NO_FORMER_PROGRAM} if the image was confirmed
   *     already, or written in serial recovery; with {@link Problem#NO_ANSWER} if the part is
   *     silent and nothing here can reset it: it goes back at its next reset
   */
  @Override
  public Restoration restore(FlashListener listener) throws IOException {
    Installation failed = begun();
    Optional<ImageSlot> running = running(ONE_ANSWER);
    if (running.filter(slot -> slot.holds(failed.hash())).isPresent()) {
      if (running.get().confirmed()) {
        return withoutWayBack(failed);
      }
      goBack(failed, flasher.programSession());
    } else if (running.isEmpty()) {
      if (!flasher.resetByPins() || awaitFormer(failed).isEmpty()) {
        throw silent();
      }
    }
    installation = null;
    return Restoration.BY_PART;
  }

  private Restoration withoutWayBack(Installation failed) throws CoprocessorException {
    if (!failed.changed()) {
      installation = null;
      return Restoration.NOT_NEEDED;
    }
    throw new CoprocessorException(
        Problem.NO_FORMER_PROGRAM,
        name + " runs the image as one that stays, so that it does not go back by itself");
  }

  private void goBack(Installation failed, SmpSession session) throws IOException {
    Optional<ImageSlot> former =
        session.resetUntil(
            flasher.options().start(),
            slots ->
                slots.stream()
                    .filter(slot -> slot.active() && !slot.holds(failed.hash()))
                    .findFirst(),
            slots ->
                Optional.of(
                    slots.stream().anyMatch(slot -> slot.active() && slot.holds(failed.hash()))));
    if (former.isEmpty()) {
      throw silent();
    }
  }

  private CoprocessorException silent() {
    return new CoprocessorException(
        Problem.NO_ANSWER,
        name
            + " does not answer, so that it is not known whether it went back to its former"
            + " program. It does so at its next reset, unless the image was confirmed");
  }

  /** The program that runs, if it answers. */
  private Optional<ImageSlot> running(Duration timeout) throws IOException {
    try {
      List<ImageSlot> slots = flasher.programSession().client().imagesNow(timeout);
      return slots.stream()
          .filter(slot -> slot.image() == flasher.options().image() && slot.active())
          .findFirst();
    } catch (FrameException | SmpRefusedException e) {
      return Optional.empty();
    }
  }

  private Optional<ImageSlot> awaitAnswer(Duration within) throws IOException {
    long deadline = clock.nanoTime() + within.toNanos();
    for (; ; ) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - clock.nanoTime()));
      Optional<ImageSlot> running = running(left.compareTo(ONE_ANSWER) < 0 ? left : ONE_ANSWER);
      if (running.isPresent() || clock.nanoTime() >= deadline) {
        return running;
      }
      clock.sleep(POLL);
    }
  }

  private Optional<ImageSlot> awaitFormer(Installation failed) throws IOException {
    return awaitAnswer(flasher.options().start()).filter(slot -> !slot.holds(failed.hash()));
  }

  private Installation begun() {
    if (installation == null) {
      throw new IllegalStateException("nothing was installed into " + name + " before");
    }
    return installation;
  }
}
