package io.assetota.handlers.coprocessor;

import io.assetota.core.model.AssetException;
import org.jspecify.annotations.Nullable;

/**
 * A program could not be written into a coprocessor. The message has the address, what was expected
 * and found, which wire is likely at fault, and what to do.
 */
public final class CoprocessorException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for programs. */
  public enum Problem {
    /** The image is no firmware image, or a damaged one. */
    BAD_IMAGE,
    /** The image does not fit the part's flash; nothing was erased. */
    DOES_NOT_FIT,
    /**
     * The part's pages are not known, and erasing all of it was not allowed; nothing was erased.
     */
    PAGES_UNKNOWN,
    /** The part is silent. Usual causes: BOOT0, reset, or TX and RX. */
    NO_ANSWER,
    /** Something answers, but not as a boot loader does. Usual causes: parity or speed. */
    GARBLED_ANSWER,
    /** The part refused a command that it should know. */
    REFUSED,
    /** Readout protection is active; lifting it erases the part. */
    READOUT_PROTECTED,
    /** The line failed too often at the same place. */
    UNRELIABLE_LINE,
    /** What was written reads back differently, also after erasing and writing again. */
    NOT_VERIFIED,
    /** The program was written, but what runs reports another version, or none in time. */
    WRONG_VERSION,
    /** The part went back to its previous program by itself, which it keeps for that. */
    ROLLED_BACK,
    /** There is no former program that could be put back. */
    NO_FORMER_PROGRAM
  }

  /** What went wrong. */
  private final Problem problem;

  /**
   * Creates an exception.
   *
   * @param problem what went wrong, for programs
   * @param message what went wrong, for people
   */
  public CoprocessorException(Problem problem, String message) {
    this(problem, message, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param problem what went wrong, for programs
   * @param message what went wrong, for people
   * @param cause the lower-level failure, or null
   */
  public CoprocessorException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /**
   * Returns what went wrong, for programs.
   *
   * @return the kind of problem
   */
  public Problem problem() {
    return problem;
  }
}
