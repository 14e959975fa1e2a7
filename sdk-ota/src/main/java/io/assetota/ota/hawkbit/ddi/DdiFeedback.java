package io.assetota.ota.hawkbit.ddi;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * A report about an action.
 *
 * @param execution the state of the action
 * @param result the result; for {@code CLOSED} never {@code NONE}, which a server would take for
 *     success
 * @param details texts for people, up to {@value #MAX_DETAILS} texts; longer ones are cut to
 *     {@value #MAX_LENGTH} characters
 */
public record DdiFeedback(Execution execution, Result result, List<String> details) {
  /** The most texts of one feedback. */
  public static final int MAX_DETAILS = 50;

  /** The most characters of a text. */
  public static final int MAX_LENGTH = 512;

  /** The state of an action. */
  public enum Execution {
    /** Fetching. */
    DOWNLOAD,
    /** Everything is fetched; this ends an action that only downloads. */
    DOWNLOADED,
    /** In progress. */
    PROCEEDING,
    /** Waiting. */
    SCHEDULED,
    /** In progress again. */
    RESUMED,
    /** A warning; for a cancellation: refused. */
    REJECTED,
    /** Stopped. */
    CANCELED,
    /** Over. */
    CLOSED
  }

  /** The result of an action. */
  public enum Result {
    /** Success. */
    SUCCESS,
    /** Failure. */
    FAILURE,
    /** No result yet. */
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
   * Returns a report that ends nothing.
   *
   * @param execution where the action is, not {@code CLOSED}
   * @param detail what people read
   * @return the feedback
   */
  public static DdiFeedback of(Execution execution, String detail) {
    return new DdiFeedback(execution, Result.NONE, List.of(detail));
  }

  /** Tells whether it reports no failure. */
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
