package io.assetota.handlers.coprocessor.part;

import static io.assetota.handlers.coprocessor.part.PartBench.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.common.util.concurrent.Uninterruptibles;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.StartResult;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.PartVersion;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.handlers.coprocessor.part.PartBench.Kind;
import io.assetota.handlers.testkit.TestDevice;
import io.assetota.handlers.testkit.VirtualTime;
import io.assetota.runtime.DeviceRuntime;
import io.assetota.runtime.event.RuntimeEvent;
import io.assetota.runtime.port.ApplicationLauncher;
import io.assetota.runtime.port.ApplicationObserver;
import io.assetota.runtime.port.LaunchRequest;
import io.assetota.runtime.port.RunningApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A runtime, an application that manages a part, and the part: a release whose program for the part
 * does not work leaves the device with the previous application and the part with its program.
 */
class ApplicationAndPartTest {
  private static final Duration TRIAL = Duration.ofMinutes(10);

  @TempDir Path folder;
  private Path home = Path.of("");
  private final List<RuntimeEvent> events = new ArrayList<>();
  private final List<String> started = new ArrayList<>();
  private boolean staysAfterRollback;
  private int boots;

  @BeforeEach
  void boot() {
    home = folder.resolve("device");
  }

  /** What an application of version N does: it wants its part to report N.0. */
  private final class Application implements RunningApplication {
    private final String version;
    private final ApplicationObserver observer;
    private final PartBench bench;
    private final AssetManager assets;
    private boolean ended;

    Application(String version, ApplicationObserver observer, PartBench bench) throws IOException {
      this.version = version;
      this.observer = observer;
      this.bench = bench;
      this.assets = AssetManager.open(home);
      assets.lookForUpdatesEvery(Duration.ZERO);
    }

    void main() {
      try {
        Part part = bench.part(home.resolve("parts-of-kiosk"), FormerAssets.of(assets));
        assets.onAssetOta(
            AssetRouter.builder()
                .delay(Duration.ZERO)
                .route(
                    "part.bin",
                    new PartHandler(part).expecting(version + ".0", Duration.ofSeconds(10)))
                .build());
        if (assets.start().outcome() == StartResult.Outcome.ROLLED_BACK && !staysAfterRollback) {
          end(1);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void end(int exitCode) {
      if (!ended) {
        ended = true;
        try {
          assets.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        observer.exited(exitCode);
      }
    }

    @Override
    public long pid() {
      return 4711;
    }

    @Override
    public boolean isAlive() {
      return !ended;
    }

    @Override
    public boolean isSuspended() {
      return false;
    }

    @Override
    public void terminate() {
      end(143);
    }

    @Override
    public void kill() {
      end(137);
    }

    @Override
    public List<String> lastLines() {
      return List.of("kiosk " + version);
    }
  }

  /** Runs a runtime for some minutes, or until the power fails. */
  private final class Gateway {
    private final VirtualTime time = new VirtualTime();
    private final PartBench bench;

    Gateway(PartBench bench) {
      this.bench = bench;
    }

    private final class Launcher implements ApplicationLauncher {
      @Override
      public RunningApplication start(LaunchRequest request, ApplicationObserver observer)
          throws IOException {
        String version = String.valueOf(request.environment().get("ASSET_OTA_VERSION"));
        started.add(version);
        Application application = new Application(version, observer, bench);
        time.after(Duration.ZERO, application::main);
        return application;
      }

      @Override
      public Optional<RunningApplication> leftBehind(Path folder) {
        return Optional.empty();
      }
    }

    void run(Duration howLong) throws IOException {
      DeviceRuntime runtime =
          DeviceRuntime.builder(home)
              .clock(time)
              .launcher(new Launcher())
              .environment(Map.of())
              .listener(events::add)
              .build();
      time.after(howLong, runtime::close);
      runtime.run();
    }

    void deliver(Duration when, int version, byte[] part) {
      time.after(
          when,
          () -> {
            try {
              install(version, part);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private void install(int version, byte[] part) throws IOException {
    new TestDevice(home).installOnTrial(version, Map.of("part.bin", part), TRIAL);
  }

  private String installed() throws IOException {
    return AssetManager.look(home).application().map(InstalledApplication::release).orElseThrow();
  }

  private void assertBothAreThePrevious(PartBench bench, byte[] former) throws IOException {
    assertThat(installed()).isEqualTo("1");
    assertThat(bench.content()).isEqualTo(former);
    DeviceStatus status = AssetManager.look(home);
    assertThat(status.trial()).isEmpty();
    assertThat(status.parts())
        .extracting(PartVersion::part, p -> p.version().orElse("?"))
        .containsExactly(tuple("part", "1.0"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"STM32", "ESP32", "AVR", "XMODEM"})
  void applicationAndPartGoBackTogether(Kind kind) throws IOException {
    byte[] former = program(kind, 1, "1.0");
    PartBench bench = new PartBench(kind, new byte[kind.size]);
    install(1, former);
    Gateway gateway = new Gateway(bench);
    gateway.deliver(Duration.ofSeconds(100), 2, program(kind, 2, "1.9"));
    gateway.run(Duration.ofMinutes(8));
    assertBothAreThePrevious(bench, former);
    assertThat(started).containsExactly("1", "2", "1");
    assertThat(events)
        .filteredOn(RuntimeEvent.Replaced.class::isInstance)
        .hasSize(1)
        .first()
        .satisfies(
            event ->
                assertThat(((RuntimeEvent.Replaced) event).failure().reason())
                    .contains("asset part.bin: part: the program reports version 1.9 instead of"));
  }

  @Test
  void anApplicationThatStaysAfterwardsIsStopped() throws IOException {
    staysAfterRollback = true;
    byte[] former = program(Kind.AVR, 1, "1.0");
    PartBench bench = new PartBench(Kind.AVR, former);
    install(1, former);
    Gateway gateway = new Gateway(bench);
    gateway.deliver(Duration.ofSeconds(100), 2, program(Kind.AVR, 2, ""));
    gateway.run(Duration.ofMinutes(8));
    assertBothAreThePrevious(bench, former);
    assertThat(started).containsExactly("1", "2", "1");
  }

  @Test
  void aGoodReleaseStaysWithItsPart() throws IOException {
    byte[] next = program(Kind.STM32, 2, "2.0 3");
    PartBench bench = new PartBench(Kind.STM32, program(Kind.STM32, 1, "1.0"));
    install(1, program(Kind.STM32, 1, "1.0"));
    Gateway gateway = new Gateway(bench);
    gateway.deliver(Duration.ofSeconds(100), 2, next);
    gateway.run(Duration.ofMinutes(8));
    assertThat(installed()).isEqualTo("2");
    assertThat(bench.content()).isEqualTo(next);
    assertThat(AssetManager.look(home).parts())
        .extracting(p -> p.version().orElse("?"))
        .containsExactly("2.0");
  }

  /** The gateway loses its power while the bad program is written, or put back. */
  @ParameterizedTest
  @ValueSource(ints = {5, 25, 45, 60, 75, 90})
  void alsoIfThePowerFailsInTheMiddle(int percent) throws Exception {
    byte[] former = program(Kind.STM32, 1, "1.0");
    PartBench bench = new PartBench(Kind.STM32, former);
    install(1, former);
    new Gateway(bench).run(Duration.ofMinutes(3));
    install(2, program(Kind.STM32, 2, ""));
    runUntilCut(bench, writesOf(program(Kind.STM32, 2, "")) * percent / 100);
    new Gateway(bench).run(Duration.ofMinutes(8));
    assertBothAreThePrevious(bench, former);
  }

  /** The new application never comes to its end: the runtime brings the previous one back. */
  @Test
  void alsoIfThePowerFailsAtEachStart() throws Exception {
    byte[] former = program(Kind.STM32, 1, "1.0");
    PartBench bench = new PartBench(Kind.STM32, former);
    install(1, former);
    new Gateway(bench).run(Duration.ofMinutes(3));
    install(2, program(Kind.STM32, 2, "2.0"));
    for (int start = 0; start < 3; start++) {
      runUntilCut(bench, writesOf(program(Kind.STM32, 2, "2.0")) / 2);
    }
    assertThat(bench.content()).as("in the middle").isNotEqualTo(former);
    new Gateway(bench).run(Duration.ofMinutes(8));
    assertBothAreThePrevious(bench, former);
  }

  /** How many writes it takes to install a program, or to find that it doesn't work. */
  private int writesOf(byte[] program) throws IOException {
    byte[] former = program(Kind.STM32, 1, "1.0");
    PartBench bench = new PartBench(Kind.STM32, former);
    try {
      bench
          .handler(folder.resolve("counting"), PartBench.stored(former))
          .handle(PartBench.asset(program), HandlerContext.NONE);
    } catch (UnsuitableAssetException e) {
      // It was put back.
    }
    return bench.link.writes();
  }

  /**
   * From some write on nothing of the gateway goes on, as no handler and no router may notice. The
   * next boot finds the device folder as it was at that moment.
   */
  private void runUntilCut(PartBench bench, int writes) throws IOException, InterruptedException {
    CountDownLatch cut = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    bench.link.cutAfter(
        writes,
        () -> {
          cut.countDown();
          Uninterruptibles.awaitUninterruptibly(never);
        });
    Thread gateway =
        new Thread(
            () -> {
              try {
                new Gateway(bench).run(Duration.ofMinutes(8));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    gateway.setDaemon(true);
    gateway.start();
    assertThat(cut.await(30, TimeUnit.SECONDS)).as("the power fails").isTrue();
    Path after = folder.resolve("boot" + boots++);
    copy(home, after);
    home = after;
    bench.link.cutAfter(Integer.MAX_VALUE, () -> {});
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
