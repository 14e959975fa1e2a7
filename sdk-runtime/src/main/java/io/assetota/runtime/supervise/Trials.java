package io.assetota.runtime.supervise;

import io.assetota.core.device.TrialEnd;
import io.assetota.runtime.device.InstalledRelease;
import io.assetota.runtime.device.Releases;
import io.assetota.runtime.device.RunLedger;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RunFailure.Consequence;
import io.assetota.runtime.event.RuntimeEvent;
import io.assetota.runtime.event.RuntimeEvent.Replaced;
import io.assetota.runtime.port.RuntimeClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends trials. A verdict is written first, then the previous application is brought back, then the
 * verdict is noted as a failure: a runtime that is killed in between goes on there.
 */
final class Trials {
  private static final Logger log = LoggerFactory.getLogger(Trials.class);

  /** Writes something. */
  interface Note {
    void write() throws IOException;
  }

  private final Releases folder;
  private final RunLedger ledger;
  private final RuntimeClock clock;
  private final RunRules rules;
  private final Consumer<RuntimeEvent> events;

  Trials(
      Releases folder,
      RunLedger ledger,
      RuntimeClock clock,
      RunRules rules,
      Consumer<RuntimeEvent> events) {
    this.folder = folder;
    this.ledger = ledger;
    this.clock = clock;
    this.rules = rules;
    this.events = events;
  }

  /** A full disk must not keep an application from running: what is known here counts meanwhile. */
  static void tryTo(Note note) {
    try {
      note.write();
    } catch (IOException e) {
      log.warn("The runtime's file can't be written: {}", e.toString());
    }
  }

  boolean isUsedUp(InstalledRelease release) {
    return release.trialLeft().isPresent()
        && ledger.starts(release.application()) >= rules.mostStarts();
  }

  /** Returns why a trial ends before the application is started once more; empty if it goes on. */
  Optional<String> isOver(InstalledRelease release) {
    if (isUsedUp(release)) {
      return Optional.of(
          "it was started "
              + ledger.starts(release.application())
              + " times and was not confirmed");
    }
    return release
        .trialLeft()
        .filter(Duration::isZero)
        .map(left -> "it was not confirmed before the time of its trial was over");
  }

  /** The trial of a release is to end. */
  void judge(InstalledRelease release, String reason, List<String> lastLines) {
    tryTo(() -> ledger.judge(failure(release, reason, lastLines, Consequence.REPLACED)));
  }

  /**
   * A release has failed, and is started again. If its starts were forgotten, as it had worked for
   * a while, this one is the first in a row.
   */
  RunFailure note(InstalledRelease release, String reason, List<String> lastLines) {
    if (ledger.starts(release.application()) == 0) {
      tryTo(() -> ledger.countStart(release.application()));
    }
    RunFailure failure = failure(release, reason, lastLines, Consequence.STARTED_AGAIN);
    tryTo(() -> ledger.note(failure));
    return failure;
  }

  private RunFailure failure(
      InstalledRelease release, String reason, List<String> lastLines, Consequence consequence) {
    return new RunFailure(
        release.application(),
        release.version(),
        clock.now(),
        ledger.starts(release.application()),
        reason,
        lastLines,
        consequence);
  }

  /**
   * Carries out a verdict that was written before.
   *
   * @param installed what is installed now
   * @return what is installed afterwards
   */
  Optional<InstalledRelease> settle(Optional<InstalledRelease> installed) throws IOException {
    Optional<RunFailure> verdict = ledger.verdict();
    if (verdict.isEmpty()) {
      return installed;
    }
    boolean isStillThere =
        installed.filter(i -> i.application().equals(verdict.get().application())).isPresent();
    if (isStillThere && !folder.rollBack(TrialEnd.Kind.FAILED)) {
      // It has confirmed itself just before it failed: there is nothing to go back to.
      tryTo(ledger::dismiss);
      return installed;
    }
    tryTo(ledger::close);
    events.accept(new Replaced(verdict.get()));
    return isStillThere ? folder.recover() : installed;
  }

  /** The trial of a release has been ended by others: what they say is kept as its failure. */
  void noticeEnd(InstalledRelease release, List<String> lastLines) {
    Optional<TrialEnd> end =
        folder
            .lastTrialEnd()
            .filter(e -> e.application().equals(release.application()))
            .filter(TrialEnd::isRolledBack);
    if (end.isPresent()) {
      String reason = end.get().kind().reason();
      Optional<String> handler =
          end.get().kind() == TrialEnd.Kind.FAILED ? folder.handlerFailure() : Optional.empty();
      RunFailure failure =
          failure(
              release,
              handler.map(what -> reason + ": " + what).orElse(reason),
              lastLines,
              Consequence.REPLACED);
      tryTo(() -> ledger.note(failure));
      events.accept(new Replaced(failure));
    }
  }
}
