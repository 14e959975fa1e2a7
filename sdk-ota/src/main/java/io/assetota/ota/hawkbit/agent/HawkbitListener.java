package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.UpdateListener;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import java.io.IOException;
import java.time.Duration;

/**
 * Follows an agent: its actions and their updates. It only listens: whatever a method throws is
 * logged, and the agent goes on. Called on the threads that do the work; must not block them.
 */
public interface HawkbitListener extends UpdateListener {
  /** Ignores everything. */
  HawkbitListener NONE = new HawkbitListener() {};

  /**
   * Work on an action begins, or continues after a restart.
   *
   * @param deployment what has to be installed
   */
  default void begun(DdiDeployment deployment) {}

  /**
   * An action has to wait.
   *
   * @param action its id
   * @param why what it waits for
   */
  default void waiting(String action, String why) {}

  /**
   * An action has ended, and that was reported to the server.
   *
   * @param action its id
   * @param end how
   * @param detail what was reported
   */
  default void ended(String action, HawkbitStep end, String detail) {}

  /**
   * A step failed and will be retried.
   *
   * @param failure what went wrong
   * @param pause when
   */
  default void failed(IOException failure, Duration pause) {}
}
