package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.bundle.signing.BundleSigner;
import io.assetota.core.install.Installer;
import io.assetota.core.model.CancelledException;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SigningKey;
import io.assetota.core.release.TrustException;
import io.assetota.ota.UpdateRefusedException.Reason;
import io.assetota.ota.UpdateResult.Outcome;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent asks before it installs, and what it tells. */
class UpdateAgentTest {
  @TempDir private Path folder;
  private Installer device;
  private Path first;
  private Path second;

  @BeforeEach
  void prepare() throws IOException {
    first = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 20_000, 1));
    second = Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(2, 20_000, 2));
    device = Installer.open(folder.resolve("device"));
  }

  @AfterEach
  void close() throws IOException {
    device.close();
  }

  private UpdateAgentBuilder agent() {
    return UpdateAgent.forDevice(device);
  }

  private int version() {
    return Devices.version(device);
  }

  private static void assertRefused(Reason reason, UpdateAgent agent, Path bundle) {
    assertThatThrownBy(() -> agent.install(bundle))
        .isInstanceOfSatisfying(
            UpdateRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void anOlderApplicationIsRefusedUnlessAllowed() throws IOException {
    agent().build().install(second);

    assertRefused(Reason.DOWNGRADE, agent().build(), first);
    assertThat(version()).isEqualTo(2);

    agent().allowingDowngrade().build().install(first);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void anApplicationForANewerSystemIsRefusedBeforeAnythingMoves() throws IOException {
    assertRefused(Reason.SYSTEM_TOO_OLD, agent().system(5000, SystemUpgrade.NONE).build(), first);
    assertThat(device.status().application()).isEmpty();
  }

  @Test
  void anUpgradeBringsTheSystemThatIsNeeded() throws IOException {
    List<Integer> asked = new ArrayList<>();
    agent()
        .system(
            5000,
            (present, needed) -> {
              asked.add(needed);
              return needed;
            })
        .build()
        .install(first);
    assertThat(asked).containsExactly(5500);
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void theGateDecidesWhenThePlanIsKnown() throws IOException {
    UpdateResult declined =
        agent().control(plan -> UpdateControl.Decision.DECLINE).build().install(first);
    assertThat(declined.outcome()).isEqualTo(Outcome.DECLINED);
    assertThat(declined.bytesFetched()).isEqualTo(declined.plan().applicationBytes());
    assertThat(device.status().application()).isEmpty();
  }

  @Test
  void whatWasOnlyDownloadedIsNotFetchedAgain() throws IOException {
    try (RangeServer server = new RangeServer(Files.readAllBytes(first));
        BundleSource source = BundleSource.of(server.uri())) {
      UpdateResult downloaded =
          agent()
              .control(plan -> UpdateControl.Decision.DOWNLOAD)
              .build()
              .update(source, UpdateListener.NONE);
      assertThat(downloaded.outcome()).isEqualTo(Outcome.DOWNLOADED);
      assertThat(device.status().application()).isEmpty();

      UpdateResult installed = agent().build().update(source, UpdateListener.NONE);
      assertThat(installed.outcome()).isEqualTo(Outcome.INSTALLED);
      assertThat(installed.bytesFetched()).isZero();
      assertThat(device.status().missing()).isEmpty();
    }
  }

  @Test
  void aCancelledUpdateLeavesTheDeviceAndKeepsWhatCame() throws IOException {
    AtomicReference<UpdateAgent> agent = new AtomicReference<>(agent().parallel(1).build());
    try (RangeServer server = new RangeServer(Files.readAllBytes(first));
        BundleSource source = BundleSource.of(server.uri())) {
      UpdateListener canceller =
          new UpdateListener() {
            @Override
            public void progress(UpdateProgress progress) {
              if (progress.assets() == 1) {
                agent.get().cancel();
              }
            }
          };
      assertThatThrownBy(() -> agent.get().update(source, canceller))
          .isInstanceOf(CancelledException.class);
      assertThat(device.status().application()).isEmpty();

      UpdateResult result = agent.get().update(source, UpdateListener.NONE);
      assertThat(result.bytesFetched()).isLessThan(21_000);
      assertThat(device.status().missing()).isEmpty();
    }
  }

  @Test
  void onlyWhatIsSignedAsTheKeyringAsksIsTaken() throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Keyring keyring = Keyring.pinned("kiosk", KeyRole.anyOf(key.publicKey()));
    UpdateAgent agent = agent().trusting(keyring).build();
    assertThatThrownBy(() -> agent.install(first)).isInstanceOf(TrustException.class);

    Path signed = folder.resolve("signed.zip");
    BundleSigner.with(key)
        .sign(first, signed, ReleaseTerms.of("kiosk", 7, Instant.parse("2026-01-01T00:00:00Z")));
    agent.install(signed);
    assertThat(version()).isEqualTo(1);

    Path older = folder.resolve("older.zip");
    BundleSigner.with(key)
        .sign(second, older, ReleaseTerms.of("kiosk", 6, Instant.parse("2026-01-01T00:00:00Z")));
    assertThatThrownBy(() -> agent().trusting(keyring).build().install(older))
        .isInstanceOf(TrustException.class);
    assertThat(version()).isEqualTo(1);
  }
}
