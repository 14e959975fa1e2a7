package io.assetota.core.store;

import io.assetota.core.Devices;
import io.assetota.core.store.clock.DeviceClock;
import java.time.Duration;
import java.time.Instant;

/** The clocks of a simulated device: they go on when a test says so. */
public final class TestClock implements DeviceClock {
  public static final Duration UPTIME = Duration.ofSeconds(20);

  private Instant wall = Devices.NOW;
  private boolean isBelieved = true;
  private int boots = 1;
  private String boot = "boot 1";
  private Duration uptime = UPTIME;

  /** Lets time go by while the device is on. */
  public TestClock pass(Duration time) {
    wall = wall.plus(time);
    uptime = uptime.plus(time);
    return this;
  }

  /** Somebody who knows the time sets the clock on the wall. */
  public TestClock set(Instant time) {
    wall = time;
    isBelieved = true;
    return this;
  }

  /** The clock on the wall says something that nobody knows to be right. */
  public TestClock guess(Instant time) {
    wall = time;
    isBelieved = false;
    return this;
  }

  /** Switches the device off for some time; its clock goes on meanwhile. */
  public TestClock reboot(Duration off) {
    boot = "boot " + ++boots;
    uptime = UPTIME;
    wall = wall.plus(off).plus(UPTIME);
    return this;
  }

  /** Starts the container anew: it sees its host's boot, and an uptime of its own. */
  public TestClock restartContainer() {
    uptime = UPTIME;
    return this;
  }

  @Override
  public Reading read() {
    return new Reading(wall, isBelieved, boot, uptime);
  }
}
