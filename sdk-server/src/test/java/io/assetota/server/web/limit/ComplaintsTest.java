package io.assetota.server.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  @Test
  void tellsOneLineInAWhileAndCountsTheOthers() {
    List<String> lines = new ArrayList<>();
    AtomicLong now = new AtomicLong(-5);
    Complaints complaints = new Complaints(now::get, lines::add);
    for (int i = 0; i < 34; i++) {
      complaints.note("an idle request");
    }
    assertThat(lines).containsExactly("an idle request");
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    complaints.note("another");
    assertThat(lines.get(1)).isEqualTo("another; and 33 more since the last such line");
    assertThat(lines).hasSize(2);
  }
}
