package io.assetota.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long MEBI = 1024 * 1024;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long millis;

  private Console console(int columns) {
    return new Console(
        new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
        new PrintStream(err, true, UTF_8),
        true,
        true,
        true,
        columns,
        Map.of());
  }

  private Progress begin(Console console) {
    return Progress.of(console, "Fetching", () -> TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** What was drawn, one line over the other. */
  private List<String> lines() {
    return Splitter.on('\r').splitToList(err.toString(UTF_8));
  }

  @Test
  void workOfAMomentShowsNothing() {
    try (Progress progress = begin(console(80))) {
      progress.at(0, 10);
      millis = 399;
      progress.at(10, 10);
    }

    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void longWorkShowsItsRateAndTheTimeThatIsLeft() {
    try (Progress progress = begin(console(80))) {
      progress.at(0, 10 * MEBI);
      millis = 1000;
      progress.at(MEBI, 10 * MEBI);
      millis = 2000;
      progress.at(2 * MEBI, 10 * MEBI);
      millis = 10_000;
      progress.at(10 * MEBI, 10 * MEBI);
    }

    assertThat(lines())
        .containsExactly(
            "",
            "Fetching  [#----------------]  10 %  1.00 MiB of 10.0 MiB  1.00 MiB/s  9 s left",
            "Fetching  [###--------------]  20 %  2.00 MiB of 10.0 MiB  1.00 MiB/s  8 s left",
            "Fetching  [##########################]  100 %  10.0 MiB of 10.0 MiB  1.00 MiB/s",
            "Fetching  [##########################]  100 %  10.0 MiB of 10.0 MiB  1.00 MiB/s\n");
  }

  @Test
  void itIsDrawnTenTimesASecondAtMost() {
    try (Progress progress = begin(console(80))) {
      for (millis = 0; millis < 1400; millis++) {
        progress.at(millis, 1400);
      }
    }

    assertThat(lines()).hasSizeBetween(11, 12); // With what stands before the first one.
  }

  @Test
  void whatAnEarlierAttemptLeftDoesNotCountForTheRate() {
    try (Progress progress = begin(console(80))) {
      progress.at(100 * MEBI, 200 * MEBI);
      millis = 1000;
      progress.at(101 * MEBI, 200 * MEBI);
    }

    assertThat(err.toString(UTF_8)).contains("1.00 MiB/s  1 min 39 s left");
  }

  @Test
  void aNarrowTerminalGetsOneLineWithoutABar() {
    try (Progress progress = begin(console(40))) {
      progress.at(0, MEBI);
      millis = 1000;
      progress.at(MEBI / 2, MEBI);
    }

    assertThat(lines().get(1)).isEqualTo("Fetching  50 %  512 KiB of 1.00 MiB  51");
  }

  @Test
  void aShorterLineCoversALongerOne() {
    try (Progress progress = begin(console(60))) {
      progress.at(0, MEBI);
      millis = 1000;
      progress.at(MEBI - 1, MEBI);
      millis = 2000;
      progress.at(MEBI, MEBI);
    }

    assertThat(lines().get(1)).endsWith("1 s left");
    assertThat(lines().get(2)).containsPattern("KiB/s +$").hasSize(lines().get(1).length());
  }

  @Test
  void thereAreNoControlSequencesAndTheLineEnds() {
    try (Progress progress = begin(console(80))) {
      millis = 1000;
      progress.at(1, 2);
    }

    assertThat(err.toString(UTF_8)).doesNotContain("\u001b").endsWith("\n");
  }

  @Test
  void aPipeAndAQuietCommandShowNothing() {
    for (Console console :
        List.of(console(80).unattended(), Console.plain(System.out, new PrintStream(err)))) {
      try (Progress progress = begin(console)) {
        progress.at(0, 2);
        millis = 1000;
        progress.at(1, 2);
      }
    }

    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void workWithoutAKnownEndDoesNotDivideByIt() {
    try (Progress progress = begin(console(80))) {
      progress.at(0, 0);
      millis = 1000;
      progress.at(0, 0);
    }

    assertThat(err.toString(UTF_8)).contains("100 %  0 B of 0 B");
  }
}
