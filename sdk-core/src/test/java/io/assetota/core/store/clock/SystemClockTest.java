package io.assetota.core.store.clock;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import io.assetota.core.store.clock.DeviceClock.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a machine tells of its clocks. */
final class SystemClockTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir private Path root;
  private final AtomicLong nanos = new AtomicLong();
  private Instant wall = NOW;
  private final Ticker ticker =
      new Ticker() {
        @Override
        public long read() {
          return nanos.get();
        }
      };

  private DeviceClock clock() {
    return new SystemClock(root, () -> wall, ticker, "this process");
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), content);
  }

  private void linux(String uptime) throws IOException {
    write("proc/sys/kernel/random/boot_id", "b3546e2a-b3f8-4702-8204-514a8b7b7444\n");
    write("proc/uptime", uptime);
  }

  @Test
  void onLinuxAllProcessesOfABootAgree() throws IOException {
    linux("1048.22 1337.63\n");
    Reading one = clock().read();
    linux("1050.22 1340.63\n");
    Reading other = new SystemClock(root, () -> wall, ticker, "another process").read();
    assertThat(one.boot()).isEqualTo("b3546e2a-b3f8-4702-8204-514a8b7b7444");
    assertThat(one.uptime()).isEqualTo(Duration.ofMillis(1_048_220));
    assertThat(other.isLaterInBootOf(one)).isTrue();
    assertThat(other.uptime().minus(one.uptime())).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whenTheUptimeCanNotBeReadForAWhileTimeGoesOn() throws IOException {
    linux("100.00 1.00\n");
    DeviceClock clock = clock();
    nanos.set(Duration.ofSeconds(5).toNanos());
    for (String odd : new String[] {"", "much\n", "-1 2\n"}) {
      linux(odd);
      assertThat(clock.read().uptime()).isEqualTo(Duration.ofSeconds(105));
    }
    Files.delete(root.resolve("proc/uptime"));
    assertThat(clock.read().uptime()).isEqualTo(Duration.ofSeconds(105));
  }

  @Test
  void withoutProcTheProcessTakesThePlaceOfTheBootAndTheClockIsBelieved() {
    nanos.set(Duration.ofSeconds(7).toNanos());
    Reading reading = clock().read();
    assertThat(reading).isEqualTo(new Reading(NOW, true, "this process", Duration.ofSeconds(7)));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(clock().read().isLaterInBootOf(reading)).isTrue();
  }

  @Test
  void onLinuxAClockIsBelievedThatABatteryOrTheNetworkHasSet() throws IOException {
    linux("1.00 1.00\n");
    assertThat(clock().read().isWallBelieved()).isFalse();
    write("sys/class/rtc/rtc0/hctosys", "0\n");
    assertThat(clock().read().isWallBelieved()).isFalse();
    write("sys/class/rtc/rtc1/hctosys", "1\n");
    assertThat(clock().read().isWallBelieved()).isTrue();
    Files.delete(root.resolve("sys/class/rtc/rtc1/hctosys"));
    write("run/systemd/timesync/synchronized", "");
    assertThat(clock().read().isWallBelieved()).isTrue();
  }

  @Test
  void aTimeBeforeThisProgramWasWrittenIsNeverBelieved() throws IOException {
    wall = Instant.parse("2024-12-31T23:59:59Z");
    assertThat(clock().read().isWallBelieved()).isFalse();
    linux("1.00 1.00\n");
    write("sys/class/rtc/rtc0/hctosys", "1\n");
    assertThat(clock().read().isWallBelieved()).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisMachineTellsItsBoot() throws IOException {
    Reading reading = SystemClock.system().read();
    assertThat(reading.boot())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    assertThat(SystemClock.system().read().isLaterInBootOf(reading)).isTrue();
  }
}
