package io.assetota.runtime.event;

import com.google.common.collect.ImmutableList;
import io.assetota.core.model.ApplicationId;
import java.time.Instant;
import java.util.List;

/**
 * How an application failed.
 *
 * @param application SHA-256 that identifies the application with its assets
 * @param version what its makers call it
 * @param at when, by the device's clock
 * @param starts how many times it had been started in a row
 * @param reason for people, at most {@value #MAX_REASON} characters
 * @param lastLines the last lines that it wrote to standard output and standard error, at most
 *     {@value #MAX_LINES}, each cut to {@value #MAX_LINE} characters
 * @param consequence what followed
 */
public record RunFailure(
    ApplicationId application,
    String version,
    Instant at,
    int starts,
    String reason,
    List<String> lastLines,
    Consequence consequence) {
  /** The longest reason in characters. */
  public static final int MAX_REASON = 400;

  /** The most lines that are kept. */
  public static final int MAX_LINES = 50;

  /** The longest line in characters. */
  public static final int MAX_LINE = 400;

  /** What follows a failure. */
  public enum Consequence {
    /** The same application is started again. */
    STARTED_AGAIN,
    /** It was on trial: the previous application comes back. */
    REPLACED
  }

  /** Cuts what is too long, and drops the first lines if there are too many. */
  public RunFailure {
    reason = cut(reason, MAX_REASON);
    lastLines =
        lastLines.subList(Math.max(0, lastLines.size() - MAX_LINES), lastLines.size()).stream()
            .map(line -> cut(line, MAX_LINE))
            .collect(ImmutableList.toImmutableList());
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
