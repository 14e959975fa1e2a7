package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.device.UpdateRecord;
import io.assetota.core.install.Installer;
import io.assetota.core.model.CancelledException;
import io.assetota.ota.UpdateResult.Outcome;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control decides, with failures and interrupts of its own; a listener only listens. */
class UpdateControlTest {
  @TempDir private Path folder;
  private Installer device;
  private RangeServer server;

  @BeforeEach
  void prepare() throws IOException {
    device = Installer.open(folder.resolve("device"));
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 20_000, 1));
    server = new RangeServer(Files.readAllBytes(bundle));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    device.close();
  }

  private interface BeforeInstall {
    void run() throws IOException, InterruptedException;
  }

  private static UpdateControl before(BeforeInstall action) {
    return new UpdateControl() {
      @Override
      public Decision decide(UpdatePlan plan) {
        return Decision.INSTALL;
      }

      @Override
      public void beforeInstall(UpdatePlan plan) throws IOException, InterruptedException {
        action.run();
      }
    };
  }

  private UpdateResult update(UpdateAgent agent, UpdateListener listener) throws IOException {
    try (BundleSource source = BundleSource.of(server.uri())) {
      return agent.update(source, listener);
    }
  }

  private UpdateAgent agent(UpdateControl control) throws IOException {
    return UpdateAgent.forDevice(device).control(control).build();
  }

  private void assertNothingIsInstalledAndAllIsKept() throws IOException {
    assertThat(device.status().application()).isEmpty();
    UpdateResult next = update(agent(UpdateControl.INSTALL_ALL), UpdateListener.NONE);
    assertThat(next.outcome()).isEqualTo(Outcome.INSTALLED);
    assertThat(next.plan().bytesToFetch()).isZero();
  }

  @Test
  void aFailureOfTheDecisionEndsTheUpdateAsItIs() throws IOException {
    IOException failure = new IOException("the line control does not answer");
    UpdateAgent agent =
        agent(
            plan -> {
              throw failure;
            });
    assertThatThrownBy(() -> update(agent, UpdateListener.NONE)).isSameAs(failure);
    UpdateRecord record = agent.lastResult().orElseThrow();
    assertThat(record.outcome()).isEqualTo(UpdateRecord.Outcome.FAILED);
    assertThat(record.message()).contains("the line control does not answer");
  }

  @Test
  void aFailureBeforeTheInstallationKeepsWhatHasCome() throws IOException {
    IOException failure = new IOException("the machine runs");
    UpdateAgent agent =
        agent(
            before(
                () -> {
                  throw failure;
                }));
    assertThatThrownBy(() -> update(agent, UpdateListener.NONE)).isSameAs(failure);
    assertNothingIsInstalledAndAllIsKept();
  }

  @Test
  void anInterruptEndsAControlThatWaits() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    UpdateAgent agent =
        agent(
            before(
                () -> {
                  waiting.countDown();
                  new CountDownLatch(1).await();
                }));
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                update(agent, UpdateListener.NONE);
              } catch (CancelledException e) {
                if (Thread.currentThread().isInterrupted()) {
                  end.set(e);
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    thread.start();
    waiting.await();
    thread.interrupt();
    thread.join();
    assertThat(end.get()).hasMessageContaining("interrupted");
    assertThat(agent.lastResult().orElseThrow().message()).contains("interrupted");
    assertNothingIsInstalledAndAllIsKept();
  }

  @Test
  void aCancellationWhileTheControlWaitsIsInTime() throws IOException {
    AtomicReference<UpdateAgent> agent = new AtomicReference<>();
    agent.set(agent(before(() -> agent.get().cancel())));
    assertThatThrownBy(() -> update(agent.get(), UpdateListener.NONE))
        .isInstanceOf(CancelledException.class);
    assertNothingIsInstalledAndAllIsKept();
  }

  /** Errors, too: the one of a listener is not the update's. */
  @Test
  void aListenerThatFailsBreaksNothing() throws IOException {
    Set<String> called = ConcurrentHashMap.newKeySet();
    UpdateListener failing =
        (UpdateListener)
            Proxy.newProxyInstance(
                UpdateListener.class.getClassLoader(),
                new Class<?>[] {UpdateListener.class},
                (proxy, method, arguments) -> {
                  called.add(method.getName());
                  throw method.getName().equals("progress")
                      ? new IllegalStateException("in progress")
                      : new NoClassDefFoundError("in " + method.getName());
                });
    UpdateResult result = update(agent(UpdateControl.INSTALL_ALL), failing);
    assertThat(result.outcome()).isEqualTo(Outcome.INSTALLED);
    assertThat(called)
        .containsExactlyInAnyOrder("planned", "progress", "stored", "installing", "finished");
    assertThat(device.status().missing()).isEmpty();
  }
}
