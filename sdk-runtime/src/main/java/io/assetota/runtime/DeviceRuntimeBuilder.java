package io.assetota.runtime;

import io.assetota.core.materialize.TreeCheck;
import io.assetota.ota.hawkbit.agent.HawkbitAgentBuilder;
import io.assetota.runtime.event.RuntimeListener;
import io.assetota.runtime.health.MachineProbe;
import io.assetota.runtime.port.ApplicationLauncher;
import io.assetota.runtime.port.HealthProbe;
import io.assetota.runtime.port.RuntimeClock;
import io.assetota.runtime.process.JavaProgram;
import io.assetota.runtime.process.ProcessLauncher;
import io.assetota.runtime.supervise.RunRules;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link DeviceRuntime}. It is read once, when that is built. */
public final class DeviceRuntimeBuilder {
  private static final int MOST_STARTS = 3;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Path home;
  private final InstantSource deviceClock = InstantSource.system();
  private Map<String, String> environment = System.getenv();
  private RuntimeListener listener = RuntimeListener.NONE;
  private Optional<HawkbitAgentBuilder> agent = Optional.empty();
  private RunRules rules = RunRules.DEFAULT;
  private TreeCheck check = TreeCheck.FACTS;
  private OutputStream out = new FileOutputStream(FileDescriptor.out);
  private OutputStream err = new FileOutputStream(FileDescriptor.err);
  private Optional<RuntimeClock> clock = Optional.empty();
  private Optional<ApplicationLauncher> launcher = Optional.empty();
  private Optional<HealthProbe> probe = Optional.empty();

  DeviceRuntimeBuilder(Path home) {
    this.home = home;
  }

  /**
   * Sets who follows the runtime. By default nobody.
   *
   * @param newListener the listener
   * @return this builder
   */
  public DeviceRuntimeBuilder listener(RuntimeListener newListener) {
    listener = newListener;
    return this;
  }

  /**
   * Has the runtime bring updates, too. The agent reports to its server how the application runs.
   * By default others install them, such as {@code asset-ota flash} or an agent in a process of its
   * own.
   *
   * @param newAgent makes the agent, for the same device folder; it is built with this runtime,
   *     which closes it
   * @return this builder
   */
  public DeviceRuntimeBuilder updatedBy(HawkbitAgentBuilder newAgent) {
    agent = Optional.of(newAgent);
    return this;
  }

  /**
   * Sets how closely the files of the application are looked at before each start. What was changed
   * on the disk is made anew. By default their names, modes, lengths and times are.
   *
   * @param newCheck how closely
   * @return this builder
   */
  public DeviceRuntimeBuilder checkingFiles(TreeCheck newCheck) {
    check = newCheck;
    return this;
  }

  /**
   * Sets how many times in a row an application on trial is started until it is taken for broken.
   * The default is 3, and as many as a device folder counts.
   *
   * @param starts 1 to 3
   * @return this builder
   * @throws IllegalArgumentException if it is anything else
   */
  public DeviceRuntimeBuilder mostStarts(int starts) {
    if (starts < 1 || starts > MOST_STARTS) {
      throw new IllegalArgumentException("1 to " + MOST_STARTS + " starts, not " + starts);
    }
    rules = new RunRules(starts, rules.steadyFor(), rules.firstPause(), rules.longestPause());
    return this;
  }

  /**
   * Sets for how long an application on trial has to work until it is confirmed. The default is a
   * minute. If its trial is shorter than that, it is confirmed at the end, provided that it works.
   *
   * @param time 1 ms to a day
   * @return this builder
   * @throws IllegalArgumentException if it is anything else
   */
  public DeviceRuntimeBuilder steadyFor(Duration time) {
    rules =
        new RunRules(rules.mostStarts(), require(time), rules.firstPause(), rules.longestPause());
    return this;
  }

  /**
   * Sets how long the pauses are before an application that failed is started again. They double
   * with each failure in a row. By default from 1 second to 5 minutes.
   *
   * @param first 1 ms to a day
   * @param longest not less, up to a day
   * @return this builder
   * @throws IllegalArgumentException if they are anything else
   */
  public DeviceRuntimeBuilder pausesBetween(Duration first, Duration longest) {
    if (require(longest).compareTo(require(first)) < 0) {
      throw new IllegalArgumentException("pauses grow, not from " + first + " to " + longest);
    }
    rules = new RunRules(rules.mostStarts(), rules.steadyFor(), first, longest);
    return this;
  }

  private static Duration require(Duration time) {
    if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("1 ms to a day, not " + time);
    }
    return time;
  }

  /**
   * Sets where the output of the application goes. By default to standard output and standard error
   * of this process. The runtime doesn't close them.
   *
   * @param newOut takes its standard output
   * @param newErr takes its standard error; may be the same, if that is safe for use by threads
   * @return this builder
   */
  public DeviceRuntimeBuilder output(OutputStream newOut, OutputStream newErr) {
    out = newOut;
    err = newErr;
    return this;
  }

  /**
   * Sets the environment that says who started this process, and where Java is. By default that of
   * this process.
   *
   * @param variables NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID and JAVA_HOME are looked at
   * @return this builder
   */
  public DeviceRuntimeBuilder environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /**
   * Sets the time, for tests.
   *
   * @param newClock the clock
   * @return this builder
   */
  public DeviceRuntimeBuilder clock(RuntimeClock newClock) {
    clock = Optional.of(newClock);
    return this;
  }

  /**
   * Sets who starts processes, for tests.
   *
   * @param newLauncher starts applications
   * @return this builder
   */
  public DeviceRuntimeBuilder launcher(ApplicationLauncher newLauncher) {
    launcher = Optional.of(newLauncher);
    return this;
  }

  /**
   * Sets who asks applications whether they work, for tests.
   *
   * @param newProbe makes health checks
   * @return this builder
   */
  public DeviceRuntimeBuilder probe(HealthProbe newProbe) {
    probe = Optional.of(newProbe);
    return this;
  }

  /**
   * Makes the runtime, and takes the device folder for it.
   *
   * @return the runtime, which the caller closes
   * @throws io.assetota.core.model.AssetException if another runtime has the folder
   * @throws IOException if the folder can't be read or written
   */
  public DeviceRuntime build() throws IOException {
    JavaProgram java = JavaProgram.find(environment, System.getProperty("java.home", ""));
    return new DeviceRuntime(
        new RuntimeOptions(
            home,
            deviceClock,
            environment,
            listener,
            agent,
            rules,
            check,
            clock.orElseGet(SystemTime::new),
            launcher.orElse(new ProcessLauncher(out, err, java)),
            probe.orElseGet(() -> new MachineProbe(java))));
  }
}
