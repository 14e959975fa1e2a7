package io.assetota.ota;

import java.io.IOException;

/**
 * Upgrades the system that an application needs, as Device OS does in safe mode. Called before any
 * asset is fetched.
 */
@FunctionalInterface
public interface SystemUpgrade {
  /** Upgrades nothing: an application that needs a newer system is refused. */
  SystemUpgrade NONE = (present, needed) -> present;

  /**
   * Upgrades the system, or begins the upgrade.
   *
   * @param present version of the system, as in a module's dependency: 5500 for 5.5.0
   * @param needed the lowest version that the application needs
   * @return the version afterwards; the present one if the upgrade takes a restart, after which the
   *     update has to be requested again
   * @throws IOException if the upgrade failed
   */
  int upgrade(int present, int needed) throws IOException;
}
