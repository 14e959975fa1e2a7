package io.assetota.core.store.lock;

import io.assetota.core.model.DeviceBusyException;
import java.io.Closeable;
import java.io.IOException;

/**
 * The locks of a device folder. However a process ends, its locks end with it. Safe for use by
 * several threads.
 */
public interface DeviceLocks extends Closeable {
  /** A lock that is held until it is closed. May be closed twice. */
  interface Held extends Closeable {}

  /** What is done under the commit lock. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does something under the commit lock: the manifest is read and replaced, and files are put into
   * place and removed. Waits for whoever holds it, who does so for milliseconds. Not to be called
   * by who holds it.
   *
   * @throws DeviceBusyException if it is not free for a long time
   */
  <T> T commit(Work<T> work) throws IOException;

  /**
   * Takes a role. Only for who holds the commit lock.
   *
   * @throws DeviceBusyException if another process has it, or this one already
   */
  Held take(Role role) throws IOException;

  /** Tells whether any process has a role. Only for who holds the commit lock. */
  boolean isTaken(Role role) throws IOException;

  /**
   * Takes a folder over from a version that had one lock for everything. Only for who holds the
   * commit lock.
   *
   * @throws DeviceBusyException if a process of such a version uses it
   */
  void takeOver() throws IOException;
}
