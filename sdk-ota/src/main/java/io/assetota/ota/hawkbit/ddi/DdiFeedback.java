package io.assetota.ota.hawkbit.ddi;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What a device says about an action.
 *
 * @param execution where it is
 * @param result how it ended; for {@code CLOSED} never {@code NONE}, which a server would take for
 *     success
 * @param details what people read, up to {@value #MAX_DETAILS} texts; longer ones are cut to
 *     {@value #MAX_LENGTH} characters
 */
public record DdiFeedback(Execution execution, Result result, List<String> details) {
  /** The most texts of one feedback. */
  public static final int MAX_DETAILS = 50;

  /** The most characters of a text. */
  public static final int MAX_LENGTH = 512;

  /** Where an action is. */
  public enum Execution {
    /** Fetching. */
    DOWNLOAD,
    /** All has come; this ends an action that only downloads. */
    DOWNLOADED,
    /** At work on it. */
    PROCEEDING,
    /** Waiting for a better time. */
    SCHEDULED,
    /** At work again. */
    RESUMED,
    /** A warning; for a cancellation: refused. */
    REJECTED,
    /** Stopped. */
    CANCELED,
    /** Over. */
    CLOSED
  }

  /** How an action ended. */
  public enum Result {
    /** As it should. */
    SUCCESS,
    /** With an error. */
    FAILURE,
    /** Not yet. */
    NONE
  }

  /**
   * Checks, and cuts the texts.
   *
   * @throws IllegalArgumentException for {@code CLOSED} without a result, or too many texts
   */
  public DdiFeedback {
    if (execution == Execution.CLOSED && result == Result.NONE) {
      throw new IllegalArgumentException("who closes an action says how it ended");
    }
    if (details.size() > MAX_DETAILS) {
      throw new IllegalArgumentException("at most " + MAX_DETAILS + " texts");
    }
    details = details.stream().map(DdiFeedback::cut).collect(ImmutableList.toImmutableList());
  }

  /**
   * Makes one that ends nothing.
   *
   * @param execution where the action is, not {@code CLOSED}
   * @param detail what people read
   * @return the feedback
   */
  public static DdiFeedback of(Execution execution, String detail) {
    return new DdiFeedback(execution, Result.NONE, List.of(detail));
  }

  /** Whether it tells of nothing that went wrong. */
  boolean isGood() {
    return result != Result.FAILURE
        && execution != Execution.REJECTED
        && execution != Execution.CANCELED;
  }

  private static String cut(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    int end = MAX_LENGTH - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
