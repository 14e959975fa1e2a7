package io.assetota.runtime.supervise;

import io.assetota.core.application.HealthCheck;
import io.assetota.core.application.StartCommand;
import io.assetota.runtime.device.InstalledRelease;
import io.assetota.runtime.device.Program;
import io.assetota.runtime.device.Releases;
import io.assetota.runtime.device.RunLedger;
import io.assetota.runtime.event.RuntimeEvent;
import io.assetota.runtime.event.RuntimeEvent.Started;
import io.assetota.runtime.port.LaunchRequest;
import io.assetota.runtime.port.RunningApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the application that is installed. */
final class Starter {
  private final Releases folder;
  private final RunLedger ledger;
  private final Machine machine;
  private final RunRules rules;
  private final Consumer<RuntimeEvent> events;

  Starter(
      Releases folder,
      RunLedger ledger,
      Machine machine,
      RunRules rules,
      Consumer<RuntimeEvent> events) {
    this.folder = folder;
    this.ledger = ledger;
    this.machine = machine;
    this.rules = rules;
    this.events = events;
  }

  /**
   * What came of it.
   *
   * @param run what runs; empty if it can't be started
   * @param problem why not
   */
  record Outcome(Optional<Run> run, String problem) {}

  /**
   * Starts a release. The start is counted before anything of it happens, so that one which takes
   * this process with it counts, too.
   */
  Outcome start(InstalledRelease release) {
    Trials.tryTo(() -> ledger.countStart(release.application()));
    int start = ledger.starts(release.application());
    try {
      Program program = folder.materialize();
      Launch launch = new Launch(program.start(), request(release, program));
      RunningApplication application = machine.launch(launch);
      Run run = new Run(launch, application, release, start, machine.clock().uptime(), rules);
      events.accept(new Started(run.running(), start, run.application().pid()));
      return new Outcome(Optional.of(run), "");
    } catch (IOException e) {
      return new Outcome(Optional.empty(), "it can't be started: " + e.getMessage());
    }
  }

  private LaunchRequest request(InstalledRelease release, Program program) throws IOException {
    StartCommand start = program.start();
    Map<String, String> environment = new LinkedHashMap<>(start.environment());
    environment.put("ASSET_OTA_HOME", folder.home().toAbsolutePath().toString());
    environment.put("ASSET_OTA_APPLICATION", release.application().toString());
    environment.put("ASSET_OTA_VERSION", release.version());
    return new LaunchRequest(
        folder.home(),
        StartCommand.resolve(start.command(), program.folder()),
        program.folder(),
        environment,
        start.health().filter(c -> c instanceof HealthCheck.Notify).map(c -> RunRules.WATCHDOG));
  }

  /** The process that runs has a new release, which differs in its assets only. */
  Run adopt(Run running, InstalledRelease release, Duration now) {
    Trials.tryTo(() -> ledger.countStart(release.application()));
    Run run = running.as(release, ledger.starts(release.application()), now, rules);
    events.accept(new Started(run.running(), run.start(), run.application().pid()));
    return run;
  }
}
