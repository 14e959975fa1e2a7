package io.assetota.runtime;

import io.assetota.core.model.ApplicationId;
import io.assetota.ota.hawkbit.agent.HawkbitAgent;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.runtime.device.RunLedger;
import io.assetota.runtime.device.RuntimeLock;
import io.assetota.runtime.device.StoredReleases;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RuntimeEvent;
import io.assetota.runtime.event.RuntimeStatus;
import io.assetota.runtime.supervise.Machine;
import io.assetota.runtime.supervise.Supervisor;
import io.assetota.runtime.systemd.Heartbeat;
import io.assetota.runtime.systemd.ServiceManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the application that is installed in a device folder.
 *
 * <pre>{@code
 * try (DeviceRuntime runtime = DeviceRuntime.builder(home).listener(this::log).build()) {
 *   runtime.run(); // until it is closed
 * }
 * }</pre>
 *
 * <p>It starts the application, takes notice when {@code flash} or an agent installs another one,
 * and then stops the running one and starts that. An application that is on trial is confirmed when
 * it has worked for a minute, and replaced by the previous one when it doesn't work. One that is
 * installed for good is started again, after pauses that grow.
 *
 * <p>Whenever it ends, however hard: the next start ends what the application has left running, and
 * goes on where this one was. One runtime for a device folder at a time. Safe for use by several
 * threads.
 */
public final class DeviceRuntime implements Runnable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeviceRuntime.class);

  private final RuntimeOptions options;
  private final RuntimeLock lock;
  private final RunLedger ledger;
  private final ServiceManager manager;
  private final Heartbeat heartbeat;
  private final Supervisor supervisor;
  private final @Nullable HawkbitAgent agent;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile @Nullable Throwable agentFailure;

  DeviceRuntime(RuntimeOptions options) throws IOException {
    this.options = options;
    Path home = options.home();
    Files.createDirectories(home);
    this.lock = RuntimeLock.take(home);
    try {
      this.ledger = RunLedger.open(home);
      this.manager = ServiceManager.of(options.environment(), ProcessHandle.current().pid());
      this.heartbeat = new Heartbeat(manager, System::nanoTime);
      this.supervisor =
          new Supervisor(
              new StoredReleases(
                  home,
                  options.deviceClock(),
                  options.clock()::uptime,
                  options.check(),
                  heartbeat::longStep),
              ledger,
              new Machine(options.clock(), options.launcher(), options.probe()),
              options.rules(),
              this::happened,
              status -> manager.status(status.text()));
      this.agent =
          options.agent().isPresent()
              ? options.agent().get().runBy(new RunReports(supervisor::status, ledger)).build()
              : null;
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Begins to make a runtime.
   *
   * @param home the device folder; made if there is none
   * @return a builder with the usual options
   */
  public static DeviceRuntimeBuilder builder(Path home) {
    return new DeviceRuntimeBuilder(home);
  }

  private void happened(RuntimeEvent event) {
    try {
      options.listener().on(event);
    } catch (RuntimeException e) {
      log.error("The listener of the runtime failed, and the runtime goes on", e);
    }
    if (agent != null && isAwaitedByServer(event)) {
      agent.pollSoon();
    }
  }

  /**
   * The server hears of anything else at the next poll. A failure may have to stop a rollout, once
   * it is one too many in a row.
   */
  private static boolean isAwaitedByServer(RuntimeEvent event) {
    return event instanceof RuntimeEvent.Replaced
        || event instanceof RuntimeEvent.Confirmed
        || (event instanceof RuntimeEvent.Failed failed
            && failed.failure().starts() == RuntimeAttributes.MOST_STARTS);
  }

  /**
   * Runs the application until this is closed or the thread is interrupted, and stops it then. An
   * error, or an exception that none should be, kills it and is thrown; so does one of the agent.
   *
   * @throws IllegalStateException if it was called or closed before
   */
  @Override
  public void run() {
    if (!begun.compareAndSet(false, true)) {
      throw new IllegalStateException("this runtime has run already: build another one");
    }
    Thread agentThread = startAgent();
    boolean interrupted = false;
    try {
      manager.ready();
      while (!supervisor.hasEnded()) {
        heartbeat.step();
        try {
          options.clock().await(supervisor.step());
        } catch (InterruptedException e) {
          interrupted = true;
          close();
        }
      }
    } catch (RuntimeException | Error e) {
      log.error("The runtime ends, and the application with it: {}", e.toString(), e);
      supervisor.abandon();
      throw e;
    } finally {
      interrupted |= endAgent(agentThread);
      free();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    throwAgentFailure();
  }

  private void free() {
    heartbeat.close();
    manager.close();
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("The lock of the runtime could not be freed: {}", e.toString());
    }
  }

  private @Nullable Thread startAgent() {
    HawkbitAgent updater = agent;
    if (updater == null) {
      return null;
    }
    Thread thread = new Thread(() -> update(updater), "asset-ota-agent");
    thread.start();
    return thread;
  }

  private void update(HawkbitAgent updater) {
    try {
      updater.run();
    } catch (RuntimeException | Error e) {
      // Nobody would bring an update any more: whoever started the runtime starts it anew.
      agentFailure = e;
      close();
    }
  }

  private boolean endAgent(@Nullable Thread thread) {
    boolean interrupted = false;
    if (agent != null) {
      agent.close();
    }
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private void throwAgentFailure() {
    Throwable why = agentFailure;
    if (why instanceof Error error) {
      throw error;
    }
    if (why instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /**
   * Returns how the runtime stands.
   *
   * @return a snapshot
   */
  public RuntimeStatus status() {
    return supervisor.status();
  }

  /**
   * Tells whether a release has failed its trial on this device.
   *
   * @param application SHA-256 that identifies the application
   * @return how it failed; empty if it did not, or was not tried
   */
  public Optional<RunFailure> failedTrial(ApplicationId application) {
    return ledger.failedTrial(application);
  }

  /**
   * Ends {@link #run}, after the application was stopped. Doesn't wait for it. May be called twice,
   * and from any thread.
   */
  @Override
  public void close() {
    manager.stopping();
    supervisor.end();
    if (agent != null) {
      agent.close();
    }
    if (begun.compareAndSet(false, true)) {
      free(); // it never ran
    }
  }
}
