package io.assetota.handlers.coprocessor.part;

import io.assetota.core.model.CancelledException;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashRange;
import io.assetota.handlers.coprocessor.FlashReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows an installation: notices when flash begins to change, and keeps what is erased, unless a
 * stored asset has it.
 */
final class FormerKeeper implements FlashListener {
  private static final Logger log = LoggerFactory.getLogger(FormerKeeper.class);

  /** So that progress moves, and cancelling does not take long. */
  private static final int AT_ONCE = 4 << 10;

  private final FlashListener listener;
  private final Optional<FormerFile> file;
  private boolean touched;

  /**
   * Follows.
   *
   * @param file gets what is erased; what it has already stays. Empty if nothing has to be kept
   */
  FormerKeeper(FlashListener listener, Optional<FormerFile> file) {
    this.listener = listener;
    this.file = file;
  }

  /** Tells whether flash may differ from what it was. */
  boolean hasTouched() {
    return touched;
  }

  @Override
  public void progress(FlashPhase phase, long done, long total) {
    touched |= phase == FlashPhase.ERASE || phase == FlashPhase.WRITE;
    listener.progress(phase, done, total);
  }

  @Override
  public boolean isCancelled() {
    return listener.isCancelled();
  }

  @Override
  public void checkCancelled() throws CancelledException {
    listener.checkCancelled();
  }

  @Override
  public void beforeErase(List<FlashRange> ranges, FlashReader reader) throws IOException {
    if (file.isPresent()) {
      keepIfPossible(file.get(), ranges, reader);
    }
    touched = true;
  }

  /** A part that can't be read can still get a program, but there is no way back then. */
  private void keepIfPossible(FormerFile former, List<FlashRange> ranges, FlashReader reader)
      throws IOException {
    try {
      keep(former, ranges, reader);
    } catch (CoprocessorException e) {
      if (e.problem() != Problem.REFUSED || !former.read().isEmpty()) {
        throw e;
      }
      log.warn("The former program can't be put back if this one fails: {}", e.getMessage());
    }
  }

  private void keep(FormerFile former, List<FlashRange> ranges, FlashReader reader)
      throws IOException {
    List<FirmwareSegment> pieces = new ArrayList<>(former.read());
    List<FlashRange> missing = new ArrayList<>();
    ranges.forEach(range -> addUncovered(range, pieces, missing));
    if (missing.isEmpty()) {
      return;
    }
    long total = missing.stream().mapToLong(FlashRange::length).sum();
    if (total + pieces.stream().mapToLong(FirmwareSegment::length).sum() > FirmwareImage.MAX_SIZE) {
      throw new CoprocessorException(
          Problem.DOES_NOT_FIT,
          "more than "
              + FirmwareImage.MAX_SIZE
              + " bytes of the former program would have to be kept. Nothing was erased");
    }
    long done = 0;
    listener.progress(FlashPhase.KEEP, 0, total);
    for (FlashRange range : missing) {
      for (long at = range.address(); at < range.end(); at += AT_ONCE) {
        if (!touched) {
          listener.checkCancelled();
        }
        int length = (int) Math.min(AT_ONCE, range.end() - at);
        pieces.add(new FirmwareSegment(at, reader.read(new FlashRange(at, length))));
        done += length;
        listener.progress(FlashPhase.KEEP, done, total);
      }
    }
    former.write(FirmwareImage.ofReadBack(pieces).segments());
  }

  /** Adds what no piece has. */
  private static void addUncovered(
      FlashRange range, List<FirmwareSegment> pieces, List<FlashRange> uncovered) {
    long at = range.address();
    List<FirmwareSegment> inOrder =
        pieces.stream()
            .filter(piece -> piece.end() > range.address() && piece.address() < range.end())
            .sorted((a, b) -> Long.compare(a.address(), b.address()))
            .toList();
    for (FirmwareSegment piece : inOrder) {
      if (piece.address() > at) {
        uncovered.add(new FlashRange(at, (int) (piece.address() - at)));
      }
      at = Math.max(at, piece.end());
    }
    if (at < range.end()) {
      uncovered.add(new FlashRange(at, (int) (range.end() - at)));
    }
  }
}
