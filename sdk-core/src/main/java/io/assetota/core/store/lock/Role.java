package io.assetota.core.store.lock;

/**
 * What a process is to a device folder. One process at a time has each role; processes of different
 * roles use the folder side by side.
 */
public enum Role {
  /** Brings updates: writes the staging folder, the history of updates, and what agents keep. */
  UPDATER("lock.update", "update it; wait until that one is done, or end it"),
  /** Uses the assets, as long as it runs: writes what it has handled. */
  APPLICATION("lock.application", "be its application; end that one first");

  private final String lockFile;
  private final String whatToDo;

  Role(String lockFile, String whatToDo) {
    this.lockFile = lockFile;
    this.whatToDo = whatToDo;
  }

  /** Says what only one process at a time may do, and what to do about it. */
  String whatToDo() {
    return whatToDo;
  }

  String lockFile() {
    return lockFile;
  }
}
