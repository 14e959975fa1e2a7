package io.assetota.runtime.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.ApplicationId;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RunFailure.Consequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLedgerTest {
  private static final ApplicationId A = hash("a");
  private static final ApplicationId B = hash("b");

  @TempDir Path home;

  private static ApplicationId hash(String text) {
    return ApplicationId.identify(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private RunLedger open() throws IOException {
    return RunLedger.open(home);
  }

  private static RunFailure failure(ApplicationId application, Consequence consequence) {
    return new RunFailure(
        application,
        "1.0\n3",
        Instant.parse("2026-05-01T00:00:00Z"),
        3,
        "it \"failed\"",
        List.of("a\tb", "", "ü"),
        consequence);
  }

  @Test
  void countsTheStartsOfOneApplicationInARow() throws IOException {
    assertThat(open().countStart(A)).isEqualTo(1);
    assertThat(open().countStart(A)).isEqualTo(2);
    assertThat(open().starts(A)).isEqualTo(2);
    assertThat(open().starts(B)).isZero();
    assertThat(open().countStart(B)).isEqualTo(1);
    assertThat(open().starts(A)).isZero();
    RunLedger ledger = open();
    ledger.forgetStarts();
    assertThat(open().starts(B)).isZero();
  }

  @Test
  void aStartCanBeTakenBack() throws IOException {
    open().countStart(A);
    open().countStart(A);
    open().takeStartBack(B);
    assertThat(open().starts(A)).isEqualTo(2);
    open().takeStartBack(A);
    assertThat(open().starts(A)).isEqualTo(1);
    open().takeStartBack(A);
    open().takeStartBack(A);
    assertThat(open().starts(A)).isZero();
  }

  @Test
  void aVerdictBecomesAFailureWhenItIsCarriedOut() throws IOException {
    RunFailure failure = failure(A, Consequence.REPLACED);
    open().countStart(A);
    open().judge(failure);
    assertThat(open().verdict()).contains(failure);
    assertThat(open().failedTrial(A)).isEmpty();
    open().close();
    assertThat(open().verdict()).isEmpty();
    assertThat(open().failedTrial(A)).contains(failure);
    assertThat(open().lastFailure()).contains(failure);
    assertThat(open().starts(A)).isZero();
    open().judge(failure(B, Consequence.REPLACED));
    open().dismiss();
    assertThat(open().verdict()).isEmpty();
    assertThat(open().failedTrial(B)).isEmpty();
  }

  @Test
  void anApplicationThatIsStartedAgainHasNotFailedItsTrial() throws IOException {
    open().note(failure(A, Consequence.STARTED_AGAIN));
    assertThat(open().failedTrial(A)).isEmpty();
    assertThat(open().lastFailure()).isPresent();
  }

  @Test
  void staysSmallWhateverHappens() throws IOException {
    RunLedger ledger = open();
    for (int i = 0; i < 30; i++) {
      ledger.note(
          new RunFailure(
              hash("app " + i),
              "1",
              Instant.EPOCH,
              1,
              "x".repeat(10_000),
              Collections.nCopies(500, "\u0000\ud83d\ude00".repeat(5_000)),
              Consequence.REPLACED));
    }
    assertThat(open().failedTrial(hash("app 19"))).isEmpty();
    RunFailure kept = open().failedTrial(hash("app 20")).orElseThrow();
    assertThat(kept.reason()).hasSize(RunFailure.MAX_REASON);
    assertThat(kept.lastLines()).hasSize(RunFailure.MAX_LINES);
    assertThat(kept.lastLines().get(0)).hasSizeLessThanOrEqualTo(RunFailure.MAX_LINE);
    assertThat(home.resolve("runtime")).isRegularFile();
    assertThat(home.resolve("runtime").toFile().length()).isLessThan(1024 * 1024);
  }
}
