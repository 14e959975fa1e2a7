package io.assetota.ota.report;

import java.util.List;

/**
 * How a device tells that an application has failed its trial: the first text of the failure begins
 * with {@value #MESSAGE}. The update server doesn't offer such a release to the device again.
 */
public final class FailedTrial {
  /** What the text begins with; the reason follows after a colon. */
  public static final String MESSAGE = "the previous application is back";

  private FailedTrial() {}

  /**
   * Tells whether a device says so.
   *
   * @param details the texts of the failure
   * @return whether its application failed a trial
   */
  public static boolean isTold(List<String> details) {
    return !details.isEmpty() && details.get(0).startsWith(MESSAGE);
  }
}
