package io.assetota.handlers.coprocessor.smp;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.smp.SmpFlasher.SmpOptions;
import io.assetota.handlers.coprocessor.smp.protocol.ImageSlot;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Starts an image that is in the other slot, sees it run, and lets it stay. */
final class SmpTrial {
  private final SmpSession session;
  private final String hash;
  private final SmpOptions options;

  /**
   * Tries an image.
   *
   * @param hash that in its TLVs, in hexadecimal
   */
  SmpTrial(SmpSession session, String hash, SmpOptions options) {
    this.session = session;
    this.hash = hash;
    this.options = options;
  }

  void run() throws IOException {
    boolean atOnce = options.confirmation() == SmpConfirmation.AT_ONCE;
    List<ImageSlot> marked =
        session.ask(client -> atOnce ? client.makePermanent(bytes()) : client.test(bytes()));
    if (ours(marked).filter(ImageSlot::pending).isEmpty()) {
      throw new CoprocessorException(
          Problem.REFUSED,
          "the part on " + session.line() + " took the image, and does not mark it for its test");
    }
    ImageSlot running = start();
    if (options.confirmation() == SmpConfirmation.AFTER_TEST || (atOnce && !running.confirmed())) {
      confirm();
    }
  }

  /** Resets the part, and waits until the image runs. */
  private ImageSlot start() throws IOException {
    Optional<ImageSlot> running =
        session.resetUntil(
            options.start(),
            slots -> {
              Optional<ImageSlot> ours = ours(slots);
              if (ours.filter(ImageSlot::active).isPresent()) {
                return ours;
              }
              if (slots.stream().anyMatch(ImageSlot::active)) {
                throw rolledBack(ours.isPresent());
              }
              return Optional.empty();
            },
            slots -> ours(slots).map(slot -> slot.pending() && !slot.active()));
    return running.orElseThrow(
        () ->
            new CoprocessorException(
                Problem.NO_ANSWER,
                "the part on "
                    + session.line()
                    + " was reset to start the image, and does not say within "
                    + options.start().toSeconds()
                    + " s that it runs. "
                    + (options.confirmation() == SmpConfirmation.AT_ONCE
                        ? "It was made to stay before its test, so that the part does not go back"
                        : "It is not confirmed: at its next reset, the part goes back to its"
                            + " previous program by itself")));
  }

  private CoprocessorException rolledBack(boolean isThere) {
    return new CoprocessorException(
        Problem.ROLLED_BACK,
        "the part on "
            + session.line()
            + " runs its previous program again, to which it went back by itself: "
            + (isThere
                ? "the new one was started and did not work, or its boot loader did not start it"
                : "its boot loader refused the image. Likely it was signed with another key"));
  }

  /** Lets the image that runs stay, if it is this one. */
  void confirm() throws IOException {
    // Without its hash for the first image: so nothing but what runs now can be meant.
    List<ImageSlot> slots =
        session.ask(
            client ->
                options.image() == 0 ? client.confirmRunning() : client.makePermanent(bytes()));
    Optional<ImageSlot> ours = ours(slots);
    if (ours.filter(slot -> slot.active() && slot.confirmed()).isEmpty()) {
      throw ours.filter(ImageSlot::active).isPresent()
          ? new CoprocessorException(
              Problem.REFUSED,
              "the part on "
                  + session.line()
                  + " runs the image, and does not let it stay: it goes back at its next reset")
          : rolledBack(ours.isPresent());
    }
  }

  private Optional<ImageSlot> ours(List<ImageSlot> slots) {
    return slots.stream()
        .filter(slot -> slot.image() == options.image() && slot.holds(hash))
        .findFirst();
  }

  private byte[] bytes() {
    return HexFormat.of().parseHex(hash);
  }
}
