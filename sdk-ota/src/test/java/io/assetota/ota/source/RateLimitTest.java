package io.assetota.ota.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.ota.http.Timing;
import io.assetota.ota.http.VirtualTime;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final VirtualTime time = new VirtualTime();
  private final RateLimit limit = new RateLimit(1000, time.timing());

  @Test
  void whatIsTakenIsWaitedFor() throws InterruptedIOException {
    limit.take(500);
    limit.take(250);
    assertThat(time.passed()).isEqualTo(Duration.ofMillis(750));
  }

  @Test
  void aPauseIsMadeUpForASecondOnly() throws InterruptedIOException {
    limit.take(1);
    time.pass(Duration.ofHours(1));
    Duration before = time.passed();
    limit.take(1000);
    assertThat(time.passed()).isEqualTo(before);
    limit.take(1000);
    assertThat(time.passed()).isEqualTo(before.plusSeconds(1));
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    RateLimit slow =
        new RateLimit(
            1,
            Timing.system()
                .withPause(
                    duration -> {
                      throw new InterruptedException();
                    }));
    assertThatThrownBy(() -> slow.take(100)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
