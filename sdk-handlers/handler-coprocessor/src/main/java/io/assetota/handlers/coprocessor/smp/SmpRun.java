package io.assetota.handlers.coprocessor.smp;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.coprocessor.smp.SmpFlasher.SmpOptions;
import io.assetota.handlers.coprocessor.smp.protocol.ImageSlot;
import io.assetota.handlers.coprocessor.smp.protocol.ImageUpload;
import io.assetota.handlers.coprocessor.smp.protocol.SmpClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One image on its way into one part. */
final class SmpRun {
  private static final Logger log = LoggerFactory.getLogger(SmpRun.class);

  /** For a part that does not tell: less than the smallest buffer that Zephyr sets up. */
  private static final int USUAL_PACKET = 256;

  private static final int LARGEST_PACKET = 4096;

  /** Length and CRC, which some parts keep in the same buffer. */
  private static final int FRAMING = 4;

  private final SmpSession session;
  private final McubootImage image;
  private final SmpOptions options;
  private final FlashListener listener;
  private String part = "";
  private long bytesSent;

  SmpRun(SmpSession session, McubootImage image, SmpOptions options, FlashListener listener) {
    this.session = session;
    this.image = image;
    this.options = options;
    this.listener = listener;
  }

  FlashResult preview() throws IOException {
    boolean runs = connect().isPresent();
    session.leaveIfRecovery();
    return result(runs ? Outcome.UNCHANGED : Outcome.WRITTEN, runs ? 0 : image.content().length);
  }

  FlashResult flash() throws IOException {
    Optional<ImageSlot> running = connect();
    if (running.isPresent()) {
      keep(running.get());
      return result(Outcome.UNCHANGED, 0);
    }
    listener.checkCancelled();
    if (!isUploaded()) {
      upload();
    }
    if (session.isApplication()) {
      requireListed(find(images()).isPresent());
      new SmpTrial(session, image.hashText(), options).run();
    } else {
      requireInPlace(images());
      session.leave();
    }
    listener.progress(FlashPhase.VERIFY, image.content().length, image.content().length);
    log.info("The part on {} has the image {}", session.line(), image.version());
    return result(Outcome.WRITTEN, bytesSent);
  }

  /** Finds the part. Returns the slot that runs if it holds the image already. */
  private Optional<ImageSlot> connect() throws IOException {
    listener.progress(FlashPhase.CHECK, 0, image.content().length);
    session.connect();
    List<ImageSlot> slots = images();
    Optional<ImageSlot> running = running(slots);
    part =
        (session.isApplication() ? "a part with MCUboot" : "MCUboot")
            + running.map(slot -> ", version " + slot.version()).orElse(", without a program");
    OptionalLong room = session.ask(client -> client.roomFor(options.image()));
    if (room.isPresent() && image.content().length > room.getAsLong()) {
      throw new CoprocessorException(
          Problem.DOES_NOT_FIT,
          String.format(
              "the image has %d bytes, and its slot in the part on %s has room for %d. Nothing was"
                  + " sent",
              image.content().length, session.line(), room.getAsLong()));
    }
    return running.filter(slot -> slot.holds(image.hashText())).filter(slot -> stays(slot, slots));
  }

  /** False if the next reset starts another image, or may do so. */
  private boolean stays(ImageSlot running, List<ImageSlot> slots) {
    if (isReplaced(slots)) {
      return false;
    }
    // A program can be asked to confirm. A boot loader goes back, and may not even list states.
    return session.isApplication() || running.confirmed() || slots.size() == 1;
  }

  /** True if another image than this one is marked to be started. */
  private boolean isReplaced(List<ImageSlot> slots) {
    return slots.stream().anyMatch(slot -> slot.pending() && !slot.holds(image.hashText()));
  }

  /** In serial recovery without its state, nothing is active, and the primary slot is started. */
  private static Optional<ImageSlot> running(List<ImageSlot> slots) {
    return slots.stream()
        .filter(ImageSlot::active)
        .findFirst()
        .or(() -> slots.stream().filter(slot -> slot.slot() == 0).findFirst());
  }

  private List<ImageSlot> images() throws IOException {
    return session.ask(SmpClient::images).stream()
        .filter(slot -> slot.image() == options.image())
        .toList();
  }

  private Optional<ImageSlot> find(List<ImageSlot> slots) {
    return slots.stream().filter(slot -> slot.holds(image.hashText())).findFirst();
  }

  /** Lets the image that runs already stay, if it would not. */
  private void keep(ImageSlot running) throws IOException {
    if (session.isApplication()
        && !running.confirmed()
        && options.confirmation() != SmpConfirmation.NEVER) {
      new SmpTrial(session, image.hashText(), options).confirm();
    }
    session.leaveIfRecovery();
  }

  /** True if an earlier attempt came so far that the image is in the other slot. */
  private boolean isUploaded() throws IOException {
    return session.isApplication()
        && find(images()).filter(slot -> slot.slot() != 0 && !slot.active()).isPresent();
  }

  private void upload() throws IOException {
    byte[] content = image.content();
    int packetSize =
        options
            .packetSize()
            .orElseGet(
                () ->
                    session.bufferSize().isEmpty()
                        ? USUAL_PACKET
                        : Math.min(
                            LARGEST_PACKET,
                            Math.max(
                                ImageUpload.SMALLEST_PACKET,
                                session.bufferSize().getAsInt() - FRAMING)));
    ImageUpload upload =
        new ImageUpload(session.client(), content, image.uploadHash(), options.image(), packetSize);
    session.ask(
        client -> {
          upload.send(done -> listener.progress(FlashPhase.WRITE, done, content.length));
          return upload;
        });
    bytesSent = upload.bytesSent();
    listener.progress(FlashPhase.VERIFY, 0, content.length);
  }

  /**
   * In serial recovery: MCUboot lists only images whose signature is right, with the hash if it is
   * configured to.
   */
  private void requireInPlace(List<ImageSlot> slots) throws CoprocessorException {
    Optional<ImageSlot> first = slots.stream().filter(slot -> slot.slot() == 0).findFirst();
    requireListed(
        first
            .filter(
                slot ->
                    slot.hash().isPresent()
                        ? slot.holds(image.hashText())
                        : slot.version().equals(image.version()))
            .isPresent());
    if (isReplaced(slots)) {
      throw new CoprocessorException(
          Problem.NOT_VERIFIED,
          "the part on "
              + session.line()
              + " has the image, and starts another one at its next reset, which is marked for"
              + " that. Reset the part, and try again");
    }
    if (slots.size() > 1 && slots.stream().noneMatch(ImageSlot::confirmed)) {
      log.warn(
          "The part on {} has another image, too, and does not tell which of them it starts",
          session.line());
    }
  }

  private void requireListed(boolean isListed) throws CoprocessorException {
    if (!isListed) {
      throw new CoprocessorException(
          Problem.NOT_VERIFIED,
          "the part on "
              + session.line()
              + " received the image, and does not list it. Likely it was signed with another key"
              + " than the one in the boot loader, or the line changed it. "
              + (session.isApplication()
                  ? "The part still runs its previous program"
                  : "The part may be without a program now"));
    }
  }

  private FlashResult result(Outcome outcome, long bytes) {
    return new FlashResult(
        part,
        outcome,
        Verification.BY_PART,
        bytes,
        0,
        0,
        session.client().retries(),
        session.time());
  }
}
