package io.assetota.runtime.supervise;

import io.assetota.core.application.StartCommand;
import io.assetota.core.model.ApplicationId;
import io.assetota.runtime.device.InstalledRelease;
import io.assetota.runtime.device.Releases;
import io.assetota.runtime.device.RunLedger;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RuntimeEvent;
import io.assetota.runtime.event.RuntimeEvent.Confirmed;
import io.assetota.runtime.event.RuntimeEvent.Failed;
import io.assetota.runtime.event.RuntimeEvent.Healthy;
import io.assetota.runtime.event.RuntimeEvent.Killed;
import io.assetota.runtime.event.RuntimeEvent.LeftBehind;
import io.assetota.runtime.event.RuntimeEvent.Stopping;
import io.assetota.runtime.event.RuntimeEvent.Waiting;
import io.assetota.runtime.event.RuntimeStatus;
import io.assetota.runtime.event.RuntimeStatus.State;
import io.assetota.runtime.port.RunningApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the application of a device: starts it, watches it, starts it again, and ends its trial. One
 * thread calls {@link #step} again and again; others may ask for the {@link #status} and for {@link
 * #end}.
 */
public final class Supervisor {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  private final Releases folder;
  private final RunLedger ledger;
  private final Machine machine;
  private final RunRules rules;
  private final Consumer<RuntimeEvent> events;
  private final StatusBoard board;
  private final Trials trials;
  private final Starter starter;
  private @Nullable Run run;
  private @Nullable Stop stop;
  private int failures;
  private boolean begun;
  private boolean ended;
  private volatile boolean ending;
  private Duration resumeAt = Duration.ZERO;
  private Duration lookAt = Duration.ZERO;
  private String waitingFor = "";

  /**
   * Prepares everything, and does nothing yet.
   *
   * @param events is told what happens
   * @param watcher is told how the runtime stands, whenever that changes
   */
  public Supervisor(
      Releases folder,
      RunLedger ledger,
      Machine machine,
      RunRules rules,
      Consumer<RuntimeEvent> events,
      Consumer<RuntimeStatus> watcher) {
    this.folder = folder;
    this.ledger = ledger;
    this.machine = machine;
    this.rules = rules;
    this.events = events;
    this.board = new StatusBoard(machine.clock(), ledger, watcher);
    this.trials = new Trials(folder, ledger, machine.clock(), rules, events);
    this.starter = new Starter(folder, ledger, machine, rules, events);
    machine.tell(() -> run);
  }

  /** Returns how the runtime stands. */
  public RuntimeStatus status() {
    return board.status();
  }

  /** Asks the application, and then the runtime, to end. From any thread. */
  public void end() {
    ending = true;
    machine.clock().wake();
  }

  /** Kills whatever runs, for a runtime that can't go on: nothing must run unwatched. */
  public void abandon() {
    if (run != null) {
      run.application().kill();
    }
  }

  /** Tells whether everything has ended. */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * Does what is due.
   *
   * @return how long nothing else is due, unless somebody wakes the clock
   */
  public Duration step() {
    Duration now = machine.clock().uptime();
    machine.takeMessages();
    if (!begun) {
      begun = true;
      endWhatWasLeftBehind(now);
    }
    if (stop != null) {
      return goOnStopping(stop, now);
    }
    if (ending) {
      return endAll(now);
    }
    if (run == null) {
      return now.compareTo(resumeAt) < 0 ? resumeAt.minus(now) : start(now);
    }
    return watch(run, now);
  }

  private void endWhatWasLeftBehind(Duration now) {
    try {
      Optional<RunningApplication> left = machine.launcher().leftBehind(folder.home());
      if (left.isPresent()) {
        events.accept(new LeftBehind(left.get().pid()));
        board.set(State.STOPPING, Optional.empty(), 0, "Ends what an earlier runtime left running");
        stop = new Stop(left.get(), now, StartCommand.STOP_WITHIN, () -> {});
      }
    } catch (IOException e) {
      log.warn("Whether an earlier runtime left processes is not known: {}", e.toString());
    }
  }

  private Duration goOnStopping(Stop stopping, Duration now) {
    Stop.Progress progress = stopping.step(now);
    if (progress == Stop.Progress.KILLING && run != null) {
      events.accept(new Killed(run.running(), run.stopWithin()));
    }
    if (progress != Stop.Progress.DONE) {
      return RunRules.STOPPING_LOOK;
    }
    stop = null;
    run = null;
    stopping.finish();
    return Duration.ZERO;
  }

  private Duration endAll(Duration now) {
    if (run != null) {
      end(run, now);
      return Duration.ZERO;
    }
    board.set(State.ENDED, Optional.empty(), 0, "The runtime has ended");
    ended = true;
    return Duration.ZERO;
  }

  private void end(Run running, Duration now) {
    if (!running.isOnTrial()) {
      ApplicationId application = running.release().application();
      Trials.tryTo(() -> ledger.takeStartBack(application));
    }
    beginStop(running, now, "the runtime ends", () -> {});
  }

  private void beginStop(Run stopped, Duration now, String why, Runnable afterwards) {
    if (!stopped.hasExited()) { // else only what it has started is left
      events.accept(new Stopping(stopped.running(), why));
    }
    board.set(
        State.STOPPING,
        Optional.of(stopped.running()),
        stopped.start(),
        "Stops " + Wording.release(stopped.running()) + ": " + why);
    stop = new Stop(stopped.application(), now, stopped.stopWithin(), afterwards);
  }

  private Duration start(Duration now) {
    try {
      Optional<InstalledRelease> release = trials.settle(folder.recover());
      if (release.isEmpty()) {
        return await("no application is installed");
      }
      Optional<String> over = trials.isOver(release.get());
      if (over.isPresent()) {
        trials.judge(release.get(), over.get(), List.of());
        return Duration.ZERO; // the previous one is next
      }
      if (release.get().trialLeft().isPresent() && folder.countStart()) {
        trials.noticeEnd(release.get(), List.of());
        return Duration.ZERO; // the previous one is next
      }
      waitingFor = "";
      start(release.get(), now);
    } catch (IOException e) {
      log.warn("The device folder can't be used now: {}", e.getMessage());
      failures++;
      resumeAt = now.plus(rules.pause(failures));
      return await("the device folder can't be used: " + e.getMessage());
    }
    return Duration.ZERO;
  }

  private Duration await(String why) {
    if (!why.equals(waitingFor)) {
      waitingFor = why;
      events.accept(new Waiting(why));
    }
    board.set(State.WAITING, Optional.empty(), 0, "Waits: " + why);
    return RunRules.LOOK_EVERY;
  }

  private void start(InstalledRelease release, Duration now) throws IOException {
    Starter.Outcome outcome = starter.start(release);
    if (outcome.run().isPresent()) {
      run = outcome.run().get();
      lookAt = now.plus(RunRules.LOOK_EVERY);
      showStarting(run);
    } else {
      fail(release, outcome.problem(), List.of(), trials.isUsedUp(release), now);
    }
  }

  private void showStarting(Run started) {
    board.set(
        State.STARTING,
        Optional.of(started.running()),
        started.start(),
        "Starts "
            + Wording.release(started.running())
            + (started.start() > 1 ? ", start " + started.start() + " in a row" : ""));
  }

  private Duration watch(Run watched, Duration now) {
    machine.check(watched, now);
    Optional<String> problem = watched.problem(now);
    if (problem.isPresent()) {
      failed(watched, problem.get(), now);
      return Duration.ZERO;
    }
    if (watched.isNewlyHealthy()) {
      events.accept(new Healthy(watched.running(), watched.age(now)));
    }
    if (watched.isSteady(now, rules.steadyFor())) {
      steady(watched);
    }
    if (watched.isHealthy()) {
      board.set(
          State.RUNNING,
          Optional.of(watched.running()),
          watched.start(),
          "Runs " + Wording.release(watched.running()));
    }
    if (watched.isProven(now)) {
      confirm(watched, now);
    }
    if (now.compareTo(lookAt) >= 0) {
      lookAt = now.plus(RunRules.LOOK_EVERY);
      look(watched, now);
    }
    return stop == null ? watched.untilNextDue(now) : Duration.ZERO;
  }

  /** Starts on trial count until it is over, also if the device was switched off in between. */
  private void steady(Run watched) {
    failures = 0;
    if (!watched.isOnTrial()) {
      watched.beginRow();
      Trials.tryTo(ledger::forgetStarts);
    }
  }

  private void confirm(Run proven, Duration now) {
    try {
      folder.confirm();
      look(proven, now);
    } catch (IOException e) {
      log.warn("The application has proven itself, which can't be written: {}", e.getMessage());
    }
  }

  /** Sees what others have installed, confirmed or rolled back. */
  private void look(Run watched, Duration now) {
    Optional<InstalledRelease> found;
    try {
      found = folder.look();
    } catch (IOException e) {
      log.warn("The device folder can't be looked at: {}", e.getMessage());
      return;
    }
    if (found.isEmpty()) {
      return; // what runs has all its files, and an update brings another application
    }
    InstalledRelease installed = found.get();
    if (installed.application().equals(watched.release().application())) {
      boolean wasOnTrial = watched.isOnTrial();
      watched.seen(installed, now);
      if (wasOnTrial && !watched.isOnTrial()) {
        Trials.tryTo(ledger::forgetStarts);
        events.accept(new Confirmed(watched.running()));
      }
      return;
    }
    if (watched.isOnTrial()) {
      trials.noticeEnd(watched.release(), watched.application().lastLines());
    }
    failures = 0;
    if (installed.program().equals(watched.release().program())) {
      run = starter.adopt(watched, installed, now);
      showStarting(run);
    } else {
      beginStop(
          watched, now, "version " + installed.version() + " is installed", () -> resumeAt = now);
    }
  }

  private void failed(Run failing, String problem, Duration now) {
    boolean isEnd =
        failing.isOnTrial() && (!failing.hasExited() || trials.isUsedUp(failing.release()));
    RunningApplication application = failing.application();
    beginStop(
        failing,
        now,
        problem,
        () ->
            fail(
                failing.release(),
                problem,
                application.lastLines(),
                isEnd,
                machine.clock().uptime()));
  }

  /** It may have ended its own trial, and then itself. */
  private boolean hasGoneBack(InstalledRelease release) {
    try {
      return release.trialLeft().isPresent()
          && folder.look().filter(i -> !i.application().equals(release.application())).isPresent();
    } catch (IOException e) {
      log.warn("The device folder can't be looked at: {}", e.getMessage());
      return false;
    }
  }

  /** An application has failed, and nothing of it runs any more. */
  private void fail(
      InstalledRelease release,
      String problem,
      List<String> lastLines,
      boolean isEnd,
      Duration now) {
    if (hasGoneBack(release)) {
      trials.noticeEnd(release, lastLines);
      failures = 0;
      resumeAt = now;
      return;
    }
    if (isEnd) {
      trials.judge(release, problem, lastLines);
      resumeAt = now;
      return;
    }
    failures++;
    Duration pause = rules.pause(failures);
    RunFailure failure = trials.note(release, problem, lastLines);
    resumeAt = now.plus(pause);
    board.set(
        State.PAUSING,
        Optional.of(release.running()),
        failure.starts(),
        "Starts "
            + Wording.release(release.running())
            + " again in "
            + Wording.time(pause)
            + ": "
            + problem
            + (release.trialLeft().isPresent() ? "" : "; there is no previous version"));
    events.accept(new Failed(failure, pause)); // whoever hears it may ask for the status
  }
}
