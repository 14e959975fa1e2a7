package io.assetota.server.fleet.rules;

import java.util.List;
import java.util.Optional;

/**
 * What a device says about an action.
 *
 * @param execution what it does
 * @param result how it ended, if it did
 * @param code the device's own code
 * @param details messages for people
 */
public record Feedback(
    Execution execution, Result result, Optional<Integer> code, List<String> details) {
  /** The most statuses of one action. */
  public static final int MAX_STATUSES = 1000;

  /** The most messages of one status. */
  public static final int MAX_DETAILS = 50;

  /** The most characters of a message that are kept. */
  public static final int MAX_DETAIL = 512;

  /** What a device does. */
  public enum Execution {
    /** The update has ended. */
    CLOSED,
    /** It goes on. */
    PROCEEDING,
    /** It stopped. */
    CANCELED,
    /** It will begin later. */
    SCHEDULED,
    /** It refuses an order. */
    REJECTED,
    /** It begins again. */
    RESUMED,
    /** It has everything. */
    DOWNLOADED,
    /** It fetches. */
    DOWNLOAD
  }

  /** How it ended. */
  public enum Result {
    /** With success. */
    SUCCESS,
    /** Without success. */
    FAILURE,
    /** It has not ended. */
    NONE
  }

  /** Copies the list, and cuts it and its messages to their limits. */
  public Feedback {
    details =
        details.stream()
            .limit(MAX_DETAILS)
            .map(d -> d.length() > MAX_DETAIL ? d.substring(0, MAX_DETAIL) : d)
            .toList();
  }
}
