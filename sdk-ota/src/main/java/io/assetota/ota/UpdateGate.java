package io.assetota.ota;

/**
 * Lets the owner of a device decide, when it is known what an update would do and before anything
 * is fetched.
 */
@FunctionalInterface
public interface UpdateGate {
  /** What is to become of an update. */
  enum Decision {
    /** Fetch and install it. */
    INSTALL,
    /** Fetch it, and install it when it is asked for the next time. */
    DOWNLOAD,
    /** Leave it. */
    DECLINE
  }

  /** Installs everything at once. */
  UpdateGate OPEN = plan -> Decision.INSTALL;

  /**
   * Decides.
   *
   * @param plan what the update would do
   * @return what to do
   */
  Decision decide(UpdatePlan plan);
}
