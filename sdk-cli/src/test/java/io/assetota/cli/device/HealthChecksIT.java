package io.assetota.cli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.cli.testing.HealthyMain;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each kind of health check that the guide to production promises, with {@code run} and the
 * application as processes of their own.
 */
@Tag("long")
class HealthChecksIT {
  private static final String SCRIPT = "app.sh";
  private static final String BEGINS = "echo \"version $ASSET_OTA_VERSION begins\"\n";
  private static final String RUNS = BEGINS + "exec sleep 1000\n";
  private static final Object[] ON_TRIAL = {"--confirm-within", "1m"};

  /** By systemd's own program, or by the protocol that sd_notify(3) describes. */
  private static final String NOTIFY =
      """
      tell() {
        if command -v systemd-notify > /dev/null
        then systemd-notify "$@"
        else printf '%s\\n' "$@" | socat -u - "UNIX-SENDTO:$NOTIFY_SOCKET"
        fi
      }
      """;

  @TempDir static Path folder;
  private static ExecutorService threads;
  private static Future<?> http;
  private static Future<?> command;
  private static Future<?> sdNotify;
  private static Future<?> confirmation;
  private static Future<?> suspended;

  /** Side by side, for each waits for most of its time: HTTP for its second check, after 10 s. */
  @BeforeAll
  static void startAll() {
    assumeTrue(Files.exists(Path.of("/proc/self/environ")));
    threads = Executors.newFixedThreadPool(3);
    http = start(HealthChecksIT::runHttp);
    confirmation = start(HealthChecksIT::runConfirmation);
    sdNotify = start(HealthChecksIT::runSdNotify);
    command = start(HealthChecksIT::runCommand);
    suspended = start(HealthChecksIT::runSuspended);
  }

  private interface Scenario {
    void run() throws Exception;
  }

  private static Future<?> start(Scenario scenario) {
    return threads.submit(
        () -> {
          scenario.run();
          return true;
        });
  }

  @AfterAll
  static void end() throws InterruptedException {
    if (threads != null) {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void await(Future<?> scenario) throws Throwable {
    try {
      scenario.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Test
  void oneThatAnswers503DuringItsTrialIsReplaced() throws Throwable {
    await(http);
  }

  @Test
  void aCommandTellsWhetherItWorks() throws Throwable {
    await(command);
  }

  @Test
  void sdNotifyTellsThatItIsReadyAndThatItNoLongerWorks() throws Throwable {
    await(sdNotify);
  }

  @Test
  void onlyTheApplicationConfirmsItsTrial() throws Throwable {
    await(confirmation);
  }

  @Test
  void anUpdateReachesAGoodVersionThatIsSuspended() throws Throwable {
    await(suspended);
  }

  private static String shell(String settings) {
    return "command=sh " + SCRIPT + "\n" + settings;
  }

  private static Map<String, String> script(String text) {
    return Map.of(SCRIPT, text);
  }

  /** The class path goes into a file: it is longer than a word of a command may be. */
  private static Map<String, String> classPath() {
    return Map.of("java.arguments", "-cp \"" + System.getProperty("java.class.path") + "\"\n");
  }

  private static String java(String arguments, String settings) {
    return "command=java @java.arguments "
        + HealthyMain.class.getName()
        + " "
        + arguments
        + "\n"
        + settings;
  }

  private static void runHttp() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String address = "http://127.0.0.1:" + port + "/health";
    try (WatchedDevice device = new WatchedDevice(folder.resolve("http"))) {
      String settings = "health=" + address + "\nstartWithin=10s\n";
      device.flash(1, java("http " + port + " 1000", settings), classPath());
      device.flash(2, java("http " + port + " 1", settings), classPath(), ON_TRIAL);
      device.run();
      device.awaitTold("version 2 (on trial) is healthy");
      device.awaitTold(
          "version 2 failed: its health check failed: "
              + address
              + " answers with status 503; the previous version is back");
      device.awaitTold("version 1 is healthy");
      assertThat(device.installed()).isEqualTo("1");
      device.end();
    }
  }

  private static void runCommand() throws Exception {
    try (WatchedDevice device = new WatchedDevice(folder.resolve("command"))) {
      String settings = shell("health=sh check.sh\n");
      device.flash(1, settings, Map.of(SCRIPT, RUNS, "check.sh", "exit 0"));
      device.flash(2, settings, Map.of(SCRIPT, RUNS, "check.sh", "exit 0 # 2"), ON_TRIAL);
      device.run("--steady", "1s");
      device.awaitTold("version 2 (on trial) is healthy");
      device.awaitTold("version 2 is confirmed");
      device.flash(
          3, settings + "startWithin=3s\n", Map.of(SCRIPT, RUNS, "check.sh", "exit 3"), ON_TRIAL);
      device.awaitTold(
          "version 3 failed: it was not healthy within 3.0 s: sh ended with exit code 3; the"
              + " previous version is back");
      device.awaitPrinted("version 3 begins\nversion 2 begins\n");
      assertThat(device.installed()).isEqualTo("2");
      device.end();
    }
  }

  private static void runSdNotify() throws Exception {
    assumeTrue(isThere("systemd-notify") || isThere("socat"));
    try (WatchedDevice device = new WatchedDevice(folder.resolve("notify"))) {
      String settings = shell("health=notify\n");
      device.flash(1, settings, script(NOTIFY + BEGINS + "tell READY=1\nexec sleep 1000\n"));
      device.run();
      device.awaitTold("version 1 is healthy");
      String beatsOnce = "tell READY=1\ntell WATCHDOG_USEC=700000 WATCHDOG=1\nexec sleep 1000\n";
      device.flash(2, settings, script(NOTIFY + BEGINS + beatsOnce), ON_TRIAL);
      device.awaitTold("version 2 (on trial) is healthy");
      device.awaitTold(
          "version 2 failed: it sent no WATCHDOG=1 for 0.7 s; the previous version is back");
      device.flash(3, shell("health=notify\nstartWithin=2s\n"), script(RUNS), ON_TRIAL);
      device.awaitTold(
          "version 3 failed: it was not healthy within 2.0 s: it sent no READY=1; the previous"
              + " version is back");
      device.awaitPrinted("version 3 begins\nversion 1 begins\n");
      assertThat(device.installed()).isEqualTo("1");
      device.end();
    }
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(p -> Files.isExecutable(Path.of(p, program)));
  }

  private static void runConfirmation() throws Exception {
    try (WatchedDevice device = new WatchedDevice(folder.resolve("confirm"))) {
      device.flash(1, shell(""), script(RUNS));
      device.flash(2, java("confirm", "health=confirm\n"), classPath(), ON_TRIAL);
      device.run("--steady", "1s");
      device.awaitPrinted("confirms: true");
      device.awaitTold("version 2 is confirmed");
      // It runs for longer than --steady, which is no proof where the application has to tell.
      device.flash(3, shell("health=confirm\n"), script(RUNS), "--confirm-within", "4s");
      device.awaitTold(
          "version 3 failed: it was not confirmed before the time of its trial was over; the"
              + " previous version is back");
      device.awaitPrinted("version 2 begins\nconfirms: false\n"); // nothing is left to confirm
      assertThat(device.installed()).isEqualTo("2");
      device.end();
    }
  }

  private static void runSuspended() throws Exception {
    try (WatchedDevice device = new WatchedDevice(folder.resolve("suspended"))) {
      device.flash(1, shell("stopWithin=1s\n"), script(BEGINS + "sleep 1000; :\n"));
      device.run("--steady", "1s");
      device.awaitPrinted("version 1 begins");
      long good = device.awaitStarted(1);
      assertThat(new ProcessBuilder("kill", "-STOP", "" + good).start().waitFor()).isZero();
      device.flash(2, shell("stopWithin=1s\n"), script(RUNS), ON_TRIAL);
      device.awaitTold("version 2 is confirmed");
      assertThat(device.told())
          .contains("stopping version 1: version 2 is installed")
          .contains("version 1 did not exit within 1.0 s: killed");
      assertThat(ProcessHandle.of(good).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(device.installed()).isEqualTo("2");
      device.end();
    }
  }
}
