package io.assetota.core.store;

import io.assetota.core.store.lock.DeviceLocks;
import io.assetota.core.store.lock.Role;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks of a simulated disk, for processes that are objects of one test. A role may be taken twice:
 * tests open a folder again without having closed it, as a boot does.
 */
final class MemoryLocks implements DeviceLocks {
  /** What all processes that have one disk share. */
  static final class Shared {
    private final ReentrantLock commit = new ReentrantLock();
    private final Map<Role, Integer> taken = new HashMap<>();
  }

  private final Shared shared;

  MemoryLocks(Shared shared) {
    this.shared = shared;
  }

  @Override
  public <T> T commit(Work<T> work) throws IOException {
    if (shared.commit.isHeldByCurrentThread()) {
      throw new IllegalStateException("the commit lock is held by this thread already");
    }
    shared.commit.lock();
    try {
      return work.run();
    } finally {
      shared.commit.unlock();
    }
  }

  @Override
  public Held take(Role role) {
    shared.taken.merge(role, 1, Integer::sum);
    return new Held() {
      private boolean closed;

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          shared.taken.merge(role, -1, Integer::sum);
        }
      }
    };
  }

  @Override
  public boolean isTaken(Role role) {
    return shared.taken.getOrDefault(role, 0) > 0;
  }

  @Override
  public void takeOver() {}

  @Override
  public void close() {}
}
