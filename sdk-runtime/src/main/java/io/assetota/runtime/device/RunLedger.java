package io.assetota.runtime.device;

import com.google.common.collect.ImmutableList;
import io.assetota.core.files.SealedLine;
import io.assetota.core.model.ApplicationId;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RunFailure.Consequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a runtime must still know after it was killed: how many times the application was started,
 * and which releases failed. Written before what it announces is done. Safe for use by several
 * threads.
 */
public final class RunLedger {
  private static final String FILE = "runtime";

  /** As many releases as anybody looks back. */
  private static final int MOST_FAILURES = 10;

  private static final int MAX_LENGTH = 1024 * 1024;
  private static final String LOSS = "starts are counted anew, and earlier failures are forgotten";

  private final SealedLine file;
  private LedgerRecord now;

  private RunLedger(SealedLine file, LedgerRecord now) {
    this.file = file;
    this.now = now;
  }

  /** Opens the ledger of a device folder. */
  public static RunLedger open(Path home) throws IOException {
    SealedLine file = new SealedLine(home.resolve(FILE).toAbsolutePath(), MAX_LENGTH, LOSS);
    return new RunLedger(file, file.read().flatMap(LedgerRecord::parse).orElse(LedgerRecord.EMPTY));
  }

  /** Returns how many times in a row this application was started. */
  public synchronized int starts(ApplicationId application) {
    return now.application().equals(Optional.of(application)) ? now.starts() : 0;
  }

  /**
   * Counts a start, before it happens.
   *
   * @return how many there were in a row, with this one
   */
  public synchronized int countStart(ApplicationId application) throws IOException {
    int starts = starts(application) + 1;
    set(new LedgerRecord(Optional.of(application), starts, now.verdict(), now.failures()));
    return starts;
  }

  /** Forgets the starts: the application has proven itself. */
  public synchronized void forgetStarts() throws IOException {
    if (now.starts() != 0) {
      set(new LedgerRecord(now.application(), 0, now.verdict(), now.failures()));
    }
  }

  /** The last start doesn't count: it was ended on purpose before anything could be said of it. */
  public synchronized void takeStartBack(ApplicationId application) throws IOException {
    int starts = starts(application);
    if (starts > 0) {
      set(new LedgerRecord(now.application(), starts - 1, now.verdict(), now.failures()));
    }
  }

  /** Notes that a trial ends, before it does. */
  public synchronized void judge(RunFailure failure) throws IOException {
    set(new LedgerRecord(now.application(), now.starts(), Optional.of(failure), now.failures()));
  }

  /** Returns the verdict on a trial that may not have ended yet. */
  public synchronized Optional<RunFailure> verdict() {
    return now.verdict();
  }

  /** Notes that the trial has ended: the verdict becomes a failure, and starts are counted anew. */
  public synchronized void close() throws IOException {
    if (now.verdict().isPresent()) {
      set(
          new LedgerRecord(
              Optional.empty(), 0, Optional.empty(), failuresAnd(now.verdict().get())));
    }
  }

  /** Forgets the verdict: the application had confirmed itself before. */
  public synchronized void dismiss() throws IOException {
    if (now.verdict().isPresent()) {
      set(new LedgerRecord(now.application(), now.starts(), Optional.empty(), now.failures()));
    }
  }

  /** Notes that an application failed. */
  public synchronized void note(RunFailure failure) throws IOException {
    set(new LedgerRecord(now.application(), now.starts(), now.verdict(), failuresAnd(failure)));
  }

  /** One for each release: the last one, and first of all that it was replaced. */
  private List<RunFailure> failuresAnd(RunFailure failure) {
    List<RunFailure> failures = new ArrayList<>(now.failures());
    failures.removeIf(f -> f.application().equals(failure.application()));
    failures.add(failure);
    return failures.subList(Math.max(0, failures.size() - MOST_FAILURES), failures.size());
  }

  /** Returns how this release failed its trial; empty if it didn't. */
  public synchronized Optional<RunFailure> failedTrial(ApplicationId application) {
    return ImmutableList.copyOf(now.failures()).reverse().stream()
        .filter(f -> f.application().equals(application))
        .filter(f -> f.consequence() == Consequence.REPLACED)
        .findFirst();
  }

  /** Returns the last failure. */
  public synchronized Optional<RunFailure> lastFailure() {
    List<RunFailure> failures = now.failures();
    return failures.isEmpty() ? Optional.empty() : Optional.of(failures.get(failures.size() - 1));
  }

  /** What can't be written counts all the same, as long as this process lives. */
  private void set(LedgerRecord next) throws IOException {
    now = next;
    file.write(next.toLine());
  }
}
