package io.assetota.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.runtime.port.ApplicationObserver;
import io.assetota.runtime.port.LaunchRequest;
import io.assetota.runtime.port.RunningApplication;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: shells. */
@Timeout(60)
class ProcessLauncherTest {
  @TempDir Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final ProcessLauncher launcher = new ProcessLauncher(out, err, new JavaProgram("java"));

  private final ApplicationObserver observer =
      new ApplicationObserver() {
        @Override
        public void exited(int exitCode) {
          exits.add(exitCode);
        }

        @Override
        public void notified(String message) {
          messages.add(message);
        }
      };

  @BeforeEach
  void needsLinux() {
    assumeTrue(Files.exists(Path.of("/proc/self/environ")));
  }

  @AfterEach
  void leavesNothing() throws Exception {
    Optional<RunningApplication> left = launcher.leftBehind(home);
    if (left.isPresent()) {
      left.get().kill();
    }
  }

  private RunningApplication start(String script) throws Exception {
    return start(script, Optional.empty());
  }

  private RunningApplication start(String script, Optional<Duration> watchdog) throws Exception {
    return launcher.start(
        new LaunchRequest(home, List.of("sh", "-c", script), home, Map.of("MINE", "yes"), watchdog),
        observer);
  }

  private int awaitExit() throws InterruptedException {
    Integer exit = exits.poll(30, TimeUnit.SECONDS);
    assertThat(exit).isNotNull();
    return exit;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void passesOutputOnAndKeepsTheLastLines() throws Exception {
    RunningApplication application =
        start("for i in $(seq 60); do echo line $i; done; echo wrong >&2; printf end; exit 3");
    assertThat(awaitExit()).isEqualTo(3);
    assertThat(out.toString(UTF_8)).startsWith("line 1\n").endsWith("line 60\nend");
    assertThat(err.toString(UTF_8)).isEqualTo("wrong\n");
    // The line of the other stream may have come first, and then be too old.
    assertThat(application.lastLines()).hasSize(50).contains("line 60", "end");
    assertThat(application.isAlive()).isFalse();
  }

  @Test
  void keepsTheLinesOfBothStreams() throws Exception {
    RunningApplication application = start("echo right; echo wrong >&2");
    assertThat(awaitExit()).isZero();
    assertThat(application.lastLines()).containsExactlyInAnyOrder("right", "wrong");
  }

  @Test
  void givesItItsEnvironmentAndNothingOfOurs() throws Exception {
    Map<String, String> environment =
        new java.util.HashMap<>(
            Map.of(
                "ASSET_OTA_TOKEN", "secret", "NOTIFY_SOCKET", "/run/x", "PATH", "/bin", "A", "b"));
    ChildEnvironment.prepare(environment);
    assertThat(environment).containsOnlyKeys("PATH", "A");
    start("echo $MINE $PWD; cat");
    assertThat(awaitExit()).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("yes " + home.toRealPath() + "\n");
  }

  @Test
  void tellsWhichSignalEndedIt() throws Exception {
    start("kill -9 $$");
    assertThat(awaitExit()).isEqualTo(137);
  }

  @Test
  void asksAllOfItsProcessesToEnd() throws Exception {
    RunningApplication application = start("sleep 1000 & sleep 1000 & wait");
    await(() -> children(application.pid()) == 2);
    application.terminate();
    assertThat(awaitExit()).isEqualTo(143);
    await(() -> !application.isAlive());
  }

  private static long children(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).count();
  }

  @Test
  void killsWhatIsSuspendedAndWhatIgnoresRequests() throws Exception {
    RunningApplication application = start("trap '' TERM; echo ready; kill -STOP $$; sleep 1000");
    await(application::isSuspended);
    application.terminate();
    assertThat(application.isAlive()).isTrue();
    application.kill();
    assertThat(awaitExit()).isEqualTo(137);
    assertThat(application.isAlive()).isFalse();
  }

  /** It has another parent, session and process group by then. */
  @Test
  void findsWhatHasLeftItsFamily() throws Exception {
    RunningApplication application = start("setsid sh -c 'sleep 1000 & echo $! > child' ; exit 0");
    assertThat(awaitExit()).isZero();
    await(() -> Files.exists(home.resolve("child")));
    assertThat(application.isAlive()).isTrue();
    application.kill();
    await(() -> !application.isAlive());
  }

  @Test
  void findsWhatAKilledRuntimeHasLeft() throws Exception {
    RunningApplication application = start("sleep 1000");
    RunningApplication left =
        new ProcessLauncher(out, err, new JavaProgram("java")).leftBehind(home).orElseThrow();
    assertThat(left.pid()).isEqualTo(application.pid());
    left.kill();
    await(() -> !left.isAlive());
    assertThat(launcher.leftBehind(home)).isEmpty();
    assertThat(launcher.leftBehind(Files.createDirectory(home.resolve("other")))).isEmpty();
  }

  @Test
  void hearsSdNotify() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-notify")));
    start(
        "systemd-notify --ready --status=hello; echo $WATCHDOG_USEC; exit 0",
        Optional.of(Duration.ofSeconds(30)));
    assertThat(awaitExit()).isZero();
    assertThat(messages.take()).contains("READY=1").contains("STATUS=hello");
    assertThat(out.toString(UTF_8)).isEqualTo("30000000\n");
  }

  @Test
  void aLongLineIsCutAndTheRestGoesThrough() throws Exception {
    RunningApplication application = start("head -c 100000 /dev/zero | tr '\\0' x; echo; echo y");
    assertThat(awaitExit()).isZero();
    assertThat(out.size()).isEqualTo(100_003);
    assertThat(application.lastLines()).hasSize(2).contains("y");
    assertThat(application.lastLines().get(0)).hasSize(1600);
  }

  @Test
  void javaIsThatOfJavaHomeOrOurOwn() {
    String own = System.getProperty("java.home");
    assertThat(JavaProgram.find(Map.of(), own).program()).isEqualTo(own + "/bin/java");
    assertThat(JavaProgram.find(Map.of("JAVA_HOME", "/nonexistent"), own).program())
        .isEqualTo(own + "/bin/java");
    assertThat(JavaProgram.find(Map.of(), "/nonexistent").program()).isEqualTo("java");
    assertThat(new JavaProgram("/j").in(List.of("java", "-jar", "x")))
        .containsExactly("/j", "-jar", "x");
    assertThat(new JavaProgram("/j").in(List.of("sh", "java"))).containsExactly("sh", "java");
  }
}
