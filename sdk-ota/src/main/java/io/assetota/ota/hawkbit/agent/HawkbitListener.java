package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.UpdateListener;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import java.io.IOException;
import java.time.Duration;

/**
 * Follows an agent: its actions, and the updates that these are. Called on the threads that do the
 * work; must not block them.
 */
public interface HawkbitListener extends UpdateListener {
  /** Follows nothing. */
  HawkbitListener NONE = new HawkbitListener() {};

  /**
   * Work on an action begins, or goes on after a restart.
   *
   * @param deployment what is to be done
   */
  default void begun(DdiDeployment deployment) {}

  /**
   * An action has to wait.
   *
   * @param action its id
   * @param why what for
   */
  default void waiting(String action, String why) {}

  /**
   * An action has ended, and the server knows.
   *
   * @param action its id
   * @param end how
   * @param detail what the server was told
   */
  default void ended(String action, HawkbitStep end, String detail) {}

  /**
   * A step failed and will be tried again.
   *
   * @param failure what went wrong
   * @param pause when
   */
  default void failed(IOException failure, Duration pause) {}
}
