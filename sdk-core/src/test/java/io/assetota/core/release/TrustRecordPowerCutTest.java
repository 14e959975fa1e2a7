package io.assetota.core.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.AssetHash;
import io.assetota.testing.PowerCutSweep;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The memory against rollback is the old one or the new one, and never forgotten. */
class TrustRecordPowerCutTest {
  private static TrustRecord record(long counter) throws IOException {
    return new TrustRecord(
        Keyring.pinned("kiosk", TestKeys.role(1, TestKeys.ALICE)),
        Optional.of(new TrustRecord.Newest(counter, AssetHash.ofContent(new byte[] {1}))),
        Optional.of(Instant.EPOCH),
        Optional.empty());
  }

  @Test
  void counterNeverGoesBack() throws IOException {
    int tried =
        PowerCutSweep.of(
            folder -> record(1).write(folder.resolve("trust")),
            folder -> {
              record(2).write(folder.resolve("trust"));
              record(3).write(folder.resolve("trust"));
            },
            (folder, complete) -> {
              long counter =
                  TrustRecord.read(folder.resolve("trust")).release().orElseThrow().counter();
              assertThat(counter).isBetween(complete ? 3L : 1L, 3L);
            });
    assertThat(tried).isGreaterThan(50);
  }
}
