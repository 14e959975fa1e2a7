package io.assetota.core;

import io.assetota.core.store.SimulatedDisk;
import java.io.IOException;

/**
 * Cuts the power after every operation of something that is done to a device, with several ways of
 * losing what was not forced, and again after every operation of the recovery.
 */
final class PowerCuts {
  /** Ways of losing what was not forced; more of them find no more so far. */
  private static final int SEEDS = Integer.getInteger("powercut.seeds", 5);

  private static final int SEEDS_IN_RECOVERY = 2;

  /** What is done when the power fails. */
  interface Action {
    void on(SimulatedDisk disk) throws IOException;
  }

  /** What must be true after each cut; complete if the action was through before. */
  interface Check {
    void of(SimulatedDisk found, boolean complete) throws IOException;
  }

  private PowerCuts() {}

  /** Tries all cuts, and returns how many there were. */
  static int tryAll(SimulatedDisk before, Action action, Check check) throws IOException {
    int tried = 0;
    boolean complete = false;
    for (int n = 1; !complete; n++) {
      SimulatedDisk disk = before.copy();
      disk.cutAfter(n);
      complete = isThrough(disk, action);
      for (int seed = 0; seed < SEEDS; seed++) {
        tried++;
        check.of(disk.afterPowerCut(seed), complete);
        if (seed < SEEDS_IN_RECOVERY) {
          tried += tryRecovery(disk.afterPowerCut(seed), seed, complete, check);
        }
      }
    }
    return tried;
  }

  private static int tryRecovery(SimulatedDisk found, int seed, boolean complete, Check check)
      throws IOException {
    int tried = 0;
    boolean recovered = false;
    for (int n = 1; !recovered; n++) {
      SimulatedDisk disk = found.copy();
      disk.cutAfter(n);
      recovered = isThrough(disk, PowerCuts::recover);
      tried += recovered ? 0 : 1;
      check.of(disk.afterPowerCut(seed), complete);
    }
    return tried;
  }

  private static void recover(SimulatedDisk disk) throws IOException {
    try (Device device = Devices.open(disk)) {
      device.status();
    }
  }

  private static boolean isThrough(SimulatedDisk disk, Action action) throws IOException {
    try {
      action.on(disk);
      return true;
    } catch (SimulatedDisk.PowerCut e) {
      return false;
    } catch (IOException e) {
      if (e.getCause() instanceof SimulatedDisk.PowerCut) {
        return false; // in a callback
      }
      throw e;
    }
  }
}
