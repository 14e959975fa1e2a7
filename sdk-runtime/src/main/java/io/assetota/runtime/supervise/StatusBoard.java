package io.assetota.runtime.supervise;

import io.assetota.runtime.device.RunLedger;
import io.assetota.runtime.event.RunningRelease;
import io.assetota.runtime.event.RuntimeStatus;
import io.assetota.runtime.event.RuntimeStatus.State;
import io.assetota.runtime.port.RuntimeClock;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps how the runtime stands, for whoever asks. Safe for use by several threads. */
final class StatusBoard {
  private final RuntimeClock clock;
  private final RunLedger ledger;
  private final Consumer<RuntimeStatus> watcher;
  private volatile RuntimeStatus status;

  StatusBoard(RuntimeClock clock, RunLedger ledger, Consumer<RuntimeStatus> watcher) {
    this.clock = clock;
    this.ledger = ledger;
    this.watcher = watcher;
    this.status =
        new RuntimeStatus(
            State.WAITING,
            clock.now(),
            Optional.empty(),
            0,
            ledger.lastFailure(),
            "The runtime starts");
  }

  RuntimeStatus status() {
    return status;
  }

  /** Notes what is so from now on. The same once more is no news. */
  void set(State state, Optional<RunningRelease> release, int starts, String text) {
    RuntimeStatus before = status;
    boolean isSame =
        before.state() == state
            && before.text().equals(text)
            && before.starts() == starts
            && before.release().equals(release)
            && before.lastFailure().equals(ledger.lastFailure());
    if (!isSame) {
      status =
          new RuntimeStatus(
              state,
              before.state() == state && before.release().equals(release)
                  ? before.since()
                  : clock.now(),
              release,
              starts,
              ledger.lastFailure(),
              text);
      watcher.accept(status);
    }
  }
}
