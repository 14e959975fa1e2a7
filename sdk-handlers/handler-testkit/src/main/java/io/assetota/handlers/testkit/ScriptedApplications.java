package io.assetota.handlers.testkit;

import io.assetota.core.application.HealthCheck;
import io.assetota.runtime.port.ApplicationLauncher;
import io.assetota.runtime.port.ApplicationObserver;
import io.assetota.runtime.port.HealthAnswer;
import io.assetota.runtime.port.HealthProbe;
import io.assetota.runtime.port.LaunchRequest;
import io.assetota.runtime.port.RunningApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applications for a {@link io.assetota.runtime.DeviceRuntime} in a test: nothing is started, and
 * each version does what its {@link ApplicationScript} says, in {@link VirtualTime}. For one
 * thread.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * ScriptedApplications applications = new ScriptedApplications(time);
 * applications.script("2", ApplicationScript.works().exiting(Duration.ZERO, 1));
 * DeviceRuntime runtime =
 *     DeviceRuntime.builder(home).clock(time).launcher(applications).probe(applications).build();
 * time.after(Duration.ofMinutes(5), runtime::close);
 * runtime.run();
 * }</pre>
 */
public final class ScriptedApplications implements ApplicationLauncher, HealthProbe {
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  private final VirtualTime time;
  private final Map<String, ApplicationScript> scripts = new HashMap<>();
  private final List<String> started = new ArrayList<>();
  private @Nullable Scripted running;
  private long lastPid = 1000;

  /**
   * Prepares for applications that all work.
   *
   * @param time the time of the runtime
   */
  public ScriptedApplications(VirtualTime time) {
    this.time = time;
  }

  /**
   * Says what a version does, from its next start on.
   *
   * @param version what its makers call it, as in ASSET_OTA_VERSION
   * @param script what it does
   */
  public void script(String version, ApplicationScript script) {
    scripts.put(version, script);
  }

  /**
   * Returns the versions that were started.
   *
   * @return in their order, each as often as it was started
   */
  public List<String> started() {
    return List.copyOf(started);
  }

  /**
   * Returns the version that runs.
   *
   * @return empty if none does
   */
  public Optional<String> running() {
    Scripted now = running;
    return now == null || now.ended ? Optional.empty() : Optional.of(now.version);
  }

  /**
   * The version that runs ends by itself.
   *
   * @param exitCode its exit code
   * @throws IllegalStateException if none runs
   */
  public void exit(int exitCode) {
    Scripted now = running;
    if (now == null || now.ended) {
      throw new IllegalStateException("no version runs");
    }
    now.end(exitCode);
  }

  @Override
  public RunningApplication start(LaunchRequest request, ApplicationObserver observer)
      throws IOException {
    if (running().isPresent()) {
      throw new IllegalStateException("version " + running().get() + " runs already");
    }
    String version = Objects.requireNonNull(request.environment().get("ASSET_OTA_VERSION"));
    started.add(version);
    Scripted application =
        new Scripted(
            version, scripts.getOrDefault(version, ApplicationScript.works()), observer, ++lastPid);
    running = application;
    application.begin();
    return application;
  }

  /**
   * A runtime that was killed leaves what it had started.
   *
   * @param home the device folder
   */
  @Override
  public Optional<RunningApplication> leftBehind(Path home) {
    return running().isPresent() ? Optional.ofNullable(running) : Optional.empty();
  }

  @Override
  public void check(
      HealthCheck check, LaunchRequest request, Duration timeout, Consumer<HealthAnswer> answer) {
    Scripted asked = Objects.requireNonNull(running);
    if (asked.isSuspended() || asked.ended) {
      time.after(timeout, () -> answer.accept(HealthAnswer.unhealthy("there is no answer")));
    } else {
      answer.accept(
          asked.script.isHealthyAt(asked.age())
              ? HealthAnswer.HEALTHY
              : HealthAnswer.unhealthy("the answer is no"));
    }
  }

  private final class Scripted implements RunningApplication {
    private final String version;
    private final ApplicationScript script;
    private final ApplicationObserver observer;
    private final long pid;
    private final Duration startedAt = time.uptime();
    private boolean ended;

    Scripted(String version, ApplicationScript script, ApplicationObserver observer, long pid) {
      this.version = version;
      this.script = script;
      this.observer = observer;
      this.pid = pid;
    }

    void begin() {
      script.exitsAfter().ifPresent(after -> time.after(after, () -> end(script.exitCode())));
    }

    private void end(int exitCode) {
      if (!ended) {
        ended = true;
        observer.exited(exitCode);
      }
    }

    Duration age() {
      return time.uptime().minus(startedAt);
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public boolean isAlive() {
      return !ended;
    }

    @Override
    public boolean isSuspended() {
      return script.isSuspendedAt(age());
    }

    @Override
    public void terminate() {
      if (script.endsWhenAsked()) {
        end(TERMINATED);
      }
    }

    @Override
    public void kill() {
      end(KILLED);
    }

    @Override
    public List<String> lastLines() {
      return script.lines();
    }
  }
}
