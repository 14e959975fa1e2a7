package io.assetota.core.store.clock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.base.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The clocks of this machine. On Linux the boot is that of {@code /proc/sys/kernel/random/boot_id}
 * (random(4)) and the time since then that of {@code /proc/uptime} (proc_uptime(5)), which goes on
 * while the machine sleeps; both are the same for all processes. Where there is no {@code /proc},
 * this process takes the place of the boot.
 *
 * <p>On Linux the clock on the wall is believed if somebody who knows the time has set it: the
 * kernel from a clock with a battery ({@code hctosys} of the kernel's sysfs-class-rtc), or
 * systemd-timesyncd from the network ({@code /run/systemd/timesync/synchronized},
 * systemd-timesyncd.service(8)). Elsewhere it is believed. A time before this program was written
 * never is.
 */
public final class SystemClock implements DeviceClock {
  private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");
  private static final int LONGEST_LINE = 256;
  private static final long LOADED = System.nanoTime();

  private final Path root;
  private final InstantSource wall;
  private final Ticker ticker;
  private final boolean isLinux;
  private final String boot;

  /** The uptime when this was made, and what the ticker said then. */
  private final Duration begin;

  private final long beginTicks;

  /**
   * Reads clocks.
   *
   * @param root where {@code proc}, {@code sys} and {@code run} are
   * @param ticker for where there is no {@code /proc}: begins at 0 with the process
   * @param process identifies the process, also among those of other boots
   */
  SystemClock(Path root, InstantSource wall, Ticker ticker, String process) {
    this.root = root;
    this.wall = wall;
    this.ticker = ticker;
    Optional<String> bootId = line(root.resolve("proc/sys/kernel/random/boot_id"));
    Optional<Duration> uptime = kernelUptime();
    this.isLinux = bootId.isPresent() && uptime.isPresent();
    this.boot = isLinux ? bootId.orElseThrow() : process;
    this.beginTicks = ticker.read();
    this.begin = isLinux ? uptime.orElseThrow() : Duration.ofNanos(beginTicks);
  }

  /** Returns the clocks of this machine. */
  public static DeviceClock system() {
    ProcessHandle process = ProcessHandle.current();
    String start = process.info().startInstant().map(s -> "-" + s.toEpochMilli()).orElse("");
    Ticker sinceLoaded =
        new Ticker() {
          @Override
          public long read() {
            return System.nanoTime() - LOADED;
          }
        };
    return new SystemClock(
        Path.of("/"), InstantSource.system(), sinceLoaded, "process-" + process.pid() + start);
  }

  @Override
  public Reading read() {
    Instant now = wall.instant();
    return new Reading(now, isBelieved(now), boot, uptime());
  }

  private Duration uptime() {
    Optional<Duration> kernel = isLinux ? kernelUptime() : Optional.empty();
    return kernel.orElseGet(() -> begin.plusNanos(ticker.read() - beginTicks));
  }

  private Optional<Duration> kernelUptime() {
    try {
      return line(root.resolve("proc/uptime"))
          .map(l -> l.substring(0, (l + " ").indexOf(' ')))
          .map(seconds -> Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000)))
          .filter(uptime -> !uptime.isNegative());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private boolean isBelieved(Instant now) {
    return !now.isBefore(EARLIEST)
        && (!isLinux
            || Files.exists(root.resolve("run/systemd/timesync/synchronized"))
            || isSetByHardware());
  }

  private boolean isSetByHardware() {
    try (DirectoryStream<Path> clocks =
        Files.newDirectoryStream(root.resolve("sys/class/rtc"), "rtc*")) {
      for (Path clock : clocks) {
        if (line(clock.resolve("hctosys")).equals(Optional.of("1"))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // no such clock is the usual case, and one that can't be read tells nothing
    }
  }

  /** Returns the first line of a file of the kernel; empty if there is none. */
  private static Optional<String> line(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_LINE), US_ASCII)
          .lines()
          .findFirst()
          .filter(l -> !l.isBlank());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
