package io.assetota.server.web;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are being answered right now, on threads that work for them. */
public final class InProgress {
  private final AtomicInteger count = new AtomicInteger();

  void begins() {
    count.incrementAndGet();
  }

  void ends() {
    count.decrementAndGet();
  }

  public boolean isAny() {
    return count.get() > 0;
  }
}
