package io.assetota.runtime.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our own socket plays the service manager. */
@Timeout(60)
class ServiceManagerTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Test
  void isToldWhatSystemdKnows() throws Exception {
    try (NotifySocket socket = NotifySocket.open(heard::add);
        ServiceManager manager =
            ServiceManager.of(Map.of("NOTIFY_SOCKET", socket.path().toString()), 7)) {
      manager.ready();
      manager.status("Runs\nversion 2");
      manager.alive();
      manager.stopping();
      assertThat(heard.take()).isEqualTo("READY=1");
      assertThat(heard.take()).startsWith("STATUS=Runs").doesNotContain("\n");
      assertThat(heard.take()).isEqualTo("WATCHDOG=1");
      assertThat(heard.take()).isEqualTo("STOPPING=1");
      assertThat(manager.watchdog()).isEmpty();
    }
  }

  @Test
  void theHeartBeatsAsLongAsTheWorkGoesOn() throws Exception {
    long[] nanos = {0};
    try (NotifySocket socket = NotifySocket.open(heard::add);
        ServiceManager manager =
            ServiceManager.of(
                Map.of(
                    "NOTIFY_SOCKET",
                    socket.path().toString(),
                    "WATCHDOG_USEC",
                    "20000",
                    "WATCHDOG_PID",
                    "7"),
                7)) {
      assertThat(manager.watchdog()).contains(Duration.ofMillis(20));
      try (Heartbeat heart = new Heartbeat(manager, () -> nanos[0])) {
        assertThat(heard.take()).isEqualTo("WATCHDOG=1");
        assertThat(heard.take()).isEqualTo("WATCHDOG=1");
        heart.step();
      }
    }
  }

  @Test
  void anotherProcessesWatchdogIsNotOurs() throws Exception {
    try (NotifySocket socket = NotifySocket.open(heard::add);
        ServiceManager manager =
            ServiceManager.of(
                Map.of(
                    "NOTIFY_SOCKET",
                    socket.path().toString(),
                    "WATCHDOG_USEC",
                    "20000",
                    "WATCHDOG_PID",
                    "8"),
                7)) {
      assertThat(manager.watchdog()).isEmpty();
    }
  }

  @Test
  void withoutOneNobodyIsTold() {
    try (ServiceManager manager = ServiceManager.of(Map.of(), 7)) {
      manager.ready();
      assertThat(manager.watchdog()).isEmpty();
    }
    try (ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", "/nonexistent"), 7)) {
      manager.ready();
    }
  }
}
