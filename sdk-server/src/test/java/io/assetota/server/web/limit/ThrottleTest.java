package io.assetota.server.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Throttle throttle = new Throttle(2, Duration.ofMinutes(1), now::get);

  @Test
  void allowsSoManyInATimeForEachKey() {
    assertThat(throttle.allows("a")).isTrue();
    assertThat(throttle.allows("a")).isTrue();
    assertThat(throttle.allows("a")).isFalse();
    assertThat(throttle.allows("b")).isTrue();
    now.set(Instant.EPOCH.plusSeconds(59));
    assertThat(throttle.allows("a")).isFalse();
    now.set(Instant.EPOCH.plusSeconds(60));
    assertThat(throttle.allows("a")).isTrue();
  }

  @Test
  void doesNotLockUpWhenTheClockIsSetBack() {
    now.set(Instant.EPOCH.plusSeconds(1_000_000));
    throttle.allows("a");
    throttle.allows("a");
    now.set(Instant.EPOCH);
    assertThat(throttle.allows("a")).isTrue();
  }

  @Test
  void forgets() {
    throttle.allows("a");
    throttle.allows("a");
    throttle.forget("a");
    assertThat(throttle.allows("a")).isTrue();
  }

  @Test
  void remembersABoundedNumberOfKeys() {
    throttle.allows("first");
    throttle.allows("first");
    for (int i = 0; i < 60_000; i++) {
      throttle.allows("key " + i);
    }
    assertThat(throttle.allows("first")).isTrue();
  }
}
