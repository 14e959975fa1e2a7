package io.assetota.ota.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.ByteRange;
import org.junit.jupiter.api.Test;

class RangesTest {
  private final Ranges ranges = new Ranges();

  @Test
  void whatIsNearIsOneRange() {
    ranges.add(100, 200);
    ranges.add(200, 250);
    ranges.add(250 + Ranges.NEAR, 3000);
    ranges.add(3001 + Ranges.NEAR, 9000);

    assertThat(ranges.list())
        .containsExactly(new ByteRange(100, 3000), new ByteRange(3001 + Ranges.NEAR, 9000));
  }

  @Test
  void manyRangesBecomeFewer() {
    int distance = 2 * Ranges.NEAR;
    for (int i = 0; i < 10 * Ranges.MOST; i++) {
      // Every twentieth is far from the one in front of it.
      long start = (long) i * distance + (long) (i / 20) * 100 * distance;
      ranges.add(start, start + 100);
    }

    assertThat(ranges.list()).hasSize(Ranges.MOST / 2);
  }
}
