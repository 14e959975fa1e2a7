package io.assetota.handlers.coprocessor.part;

import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.CancelledException;
import io.assetota.core.model.Printable;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs programs into a part: each is kept, or the former one is put back. This is what {@link
 * PartHandler} does with an asset.
 *
 * <p>Not safe for use by several threads.
 */
public final class PartUpdate {
  private static final Logger log = LoggerFactory.getLogger(PartUpdate.class);

  /** To try these again would give the same. */
  private static final Set<Problem> FINAL =
      Set.of(
          Problem.BAD_IMAGE,
          Problem.DOES_NOT_FIT,
          Problem.PAGES_UNKNOWN,
          Problem.READOUT_PROTECTED,
          Problem.WRONG_VERSION,
          Problem.ROLLED_BACK,
          Problem.NO_FORMER_PROGRAM);

  private final Part part;
  private final Consumer<Optional<String>> versions;

  /**
   * What the running program has to report.
   *
   * @param version the version
   * @param within how long it may take from the start of the program, more than zero
   */
  public record Expectation(String version, Duration within) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public Expectation {
      if (within.isZero() || within.isNegative()) {
        throw new IllegalArgumentException("a part needs some time to report its version");
      }
    }
  }

  /**
   * Updates a part.
   *
   * @param part the part
   * @param versions is told which version the part has, whenever that may have changed; empty if it
   *     is not known
   */
  public PartUpdate(Part part, Consumer<Optional<String>> versions) {
    this.part = part;
    this.versions = versions;
  }

  /**
   * Installs a program.
   *
   * @param program the program
   * @param expected what it has to report when it runs; empty if it is enough that it is written
   * @param listener gets the progress
   * @return what was done
   * @throws UnsuitableAssetException if it is no program for this part, or does not report the
   *     version; the message says whether the former program is back
   * @throws CancelledException if the listener cancelled before anything was erased
   * @throws IOException if it failed otherwise, so that it may be tried again
   */
  public FlashResult run(
      PartProgram program, Optional<Expectation> expected, FlashListener listener)
      throws IOException {
    FlashResult result;
    try {
      result = part.install(program, listener);
      if (expected.isPresent()) {
        part.verifyRunning(expected.get().version(), expected.get().within());
      }
    } catch (CancelledException e) {
      throw e;
    } catch (IOException e) {
      throw goBack(e, listener);
    }
    part.keep();
    versions.accept(expected.isPresent() ? expected.map(Expectation::version) : versionNow());
    return result;
  }

  /** Puts the former program back, and returns what to throw. */
  private AssetException goBack(IOException why, FlashListener listener) {
    String what = part.name() + ": " + Printable.failure(why);
    String end = what.endsWith("?") || what.endsWith(".") ? " " : ". ";
    log.info("Going back to the former program, as this one failed: {}", what);
    try {
      Restoration way = part.restore(listener);
      if (way != Restoration.NOT_NEEDED) {
        versions.accept(versionNow());
      }
      return failure(isFinal(why), what + end + way.sentence(), why);
    } catch (IOException e) {
      AssetException failure =
          failure(
              isFinal(why) && isFinal(e),
              what + end + "The former program could not be put back: " + Printable.failure(e),
              why);
      failure.addSuppressed(e);
      return failure;
    }
  }

  private static boolean isFinal(IOException failure) {
    return failure instanceof CoprocessorException e && FINAL.contains(e.problem());
  }

  private static AssetException failure(boolean isFinal, String message, IOException why) {
    return isFinal ? new UnsuitableAssetException(message, why) : new AssetException(message, why);
  }

  private Optional<String> versionNow() {
    try {
      return part.installedVersion();
    } catch (IOException e) {
      log.info("The version of {} is not known: {}", part.name(), Printable.failure(e));
      return Optional.empty();
    }
  }
}
