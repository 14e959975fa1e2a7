package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.bundle.signing.BundleSigner;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.install.Installer;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SigningKey;
import io.assetota.core.release.TrustException;
import io.assetota.core.release.TrustState;
import io.assetota.ota.UpdateRefusedException.Reason;
import io.assetota.ota.UpdateResult.Outcome;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Updates that have to be confirmed, who is told of them, and what is kept for reports. */
class UpdateTrialTest {
  private static final Duration WITHIN = Duration.ofHours(1);

  @TempDir private Path folder;
  private Installer device;
  private Path first;
  private Path second;

  @BeforeEach
  void prepare() throws IOException {
    first = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 5_000, 1));
    second = Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(2, 5_000, 2));
    device = Installer.open(folder.resolve("device"));
  }

  @AfterEach
  void close() throws IOException {
    device.close();
  }

  private void restart() throws IOException {
    device.close();
    device = Installer.open(folder.resolve("device"));
  }

  private UpdateAgentBuilder agent() {
    return UpdateAgent.forDevice(device);
  }

  private UpdateAgent trying() throws IOException {
    return agent().confirmingWithin(WITHIN).build();
  }

  private int version() {
    return Devices.version(device);
  }

  private UpdateRecord last() {
    return device.status().lastUpdate().orElseThrow();
  }

  @Test
  void anUpdateOnTrialIsConfirmedLater() throws IOException {
    assertThat(trying().install(first).outcome())
        .as("nothing to go back to")
        .isEqualTo(Outcome.INSTALLED);
    UpdateResult result = trying().install(second);
    assertThat(result.outcome()).isEqualTo(Outcome.ON_TRIAL);
    assertThat(result.isInstalled()).isTrue();
    assertThat(last().outcome()).isEqualTo(UpdateRecord.Outcome.ON_TRIAL);

    restart();
    assertThat(device.confirm()).isTrue();
    assertThat(version()).isEqualTo(2);
    assertThat(agent().build().lastResult().orElseThrow())
        .satisfies(
            record -> {
              assertThat(record.outcome()).isEqualTo(UpdateRecord.Outcome.CONFIRMED);
              assertThat(record.source()).isEqualTo(second.toString());
              assertThat(record.bytesFetched()).isGreaterThan(10_000);
            });
  }

  @Test
  void duringATrialThereIsNoOtherUpdate() throws IOException {
    agent().build().install(first);
    trying().install(second);
    Path third = Bundles.build(folder.resolve("3.zip"), 3, Bundles.noise(1, 100, 3));
    assertThatThrownBy(() -> agent().build().install(third))
        .isInstanceOfSatisfying(
            UpdateRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ON_TRIAL))
        .hasMessageContaining("confirm it or roll it back");
    assertThat(last().outcome())
        .as("what is reported is the trial")
        .isEqualTo(UpdateRecord.Outcome.ON_TRIAL);
    device.rollBack();
    agent().build().install(third);
    assertThat(version()).isEqualTo(3);
  }

  @Test
  @Timeout(60)
  void theAgentRollsBackWhatNobodyConfirmsAndTellsTheOwner() throws Exception {
    agent().build().install(first);
    List<Integer> told = new ArrayList<>();
    UpdateAgent agent =
        agent()
            .confirmingWithin(Duration.ofSeconds(1))
            .applicationHook(d -> told.add(version()))
            .build();
    agent.install(second);
    while (!agent.rollBackIfOverdue()) {
      Thread.sleep(20);
    }
    assertThat(told).containsExactly(2, 1);
    assertThat(version()).isEqualTo(1);
    assertThat(last().outcome()).isEqualTo(UpdateRecord.Outcome.ROLLED_BACK);
    assertThat(last().message()).isEqualTo("nobody confirmed in time");
    assertThat(agent.rollBackIfOverdue()).isFalse();
  }

  @Test
  void theHandlersInThisProcessAreToldIfThatIsAskedFor() throws IOException {
    List<String> handled = new ArrayList<>();
    try (AssetManager assets = AssetManager.open(device.home())) {
      assets.onAssetOta(
          AssetRouter.builder().others((asset, context) -> handled.add(asset.name())).build());
      assets.start();
      agent().applicationHook(ApplicationHook.deliver(assets)).build().install(first);
    }
    assertThat(handled).containsExactly("asset0.bin", "asset1.bin");
  }

  @Test
  void aHookThatFailsUndoesNothingAndIsReported() throws IOException {
    UpdateResult result =
        agent()
            .applicationHook(
                d -> {
                  throw new IllegalStateException("no service manager");
                })
            .build()
            .install(first);
    assertThat(result.outcome()).isEqualTo(Outcome.INSTALLED);
    assertThat(result.hookFailure().orElseThrow()).hasMessage("no service manager");
    assertThat(version()).isEqualTo(1);
    assertThat(last().outcome()).isEqualTo(UpdateRecord.Outcome.INSTALLED);
    assertThat(last().message()).contains("no service manager");
  }

  @Test
  void anErrorOfJavaInAHookUndoesNothingAndIsReported() throws IOException {
    UpdateResult result =
        agent()
            .applicationHook(
                d -> {
                  throw new NoClassDefFoundError("org/example/Manager");
                })
            .build()
            .install(first);
    assertThat(result.outcome()).isEqualTo(Outcome.INSTALLED);
    assertThat(result.hookFailure().orElseThrow()).hasMessageContaining("org/example/Manager");
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void theHookIsNotCalledWhenNothingIsInstalled() throws IOException {
    List<Installer> told = new ArrayList<>();
    UpdateResult result =
        agent()
            .control(plan -> UpdateControl.Decision.DOWNLOAD)
            .applicationHook(told::add)
            .build()
            .install(first);
    assertThat(result.isInstalled()).isFalse();
    assertThat(told).isEmpty();
    assertThat(last().outcome()).isEqualTo(UpdateRecord.Outcome.DOWNLOADED);
    agent().control(plan -> UpdateControl.Decision.DECLINE).build().install(first);
    assertThat(last().outcome()).isEqualTo(UpdateRecord.Outcome.DECLINED);
  }

  @Test
  void aFailureIsKeptWithItsReason() throws IOException {
    agent().build().install(second);
    assertThatThrownBy(() -> agent().build().install(first))
        .isInstanceOf(UpdateRefusedException.class);
    restart();
    assertThat(last().outcome()).isEqualTo(UpdateRecord.Outcome.FAILED);
    assertThat(last().message()).contains("older than the installed 2");
    assertThat(last().bytesFetched()).isLessThan(3000);
  }

  @Test
  void whatNeedsANewerSystemGoesOnWhenThatIsThere() throws IOException {
    UpdateAgent old = agent().system(5000, SystemUpgrade.NONE).build();
    assertThatThrownBy(() -> old.install(first))
        .isInstanceOfSatisfying(
            UpdateRefusedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.SYSTEM_TOO_OLD));
    assertThat(last().outcome()).isEqualTo(UpdateRecord.Outcome.WAITING_FOR_SYSTEM);
    assertThatThrownBy(() -> old.install(folder.resolve("nowhere.zip")))
        .isInstanceOf(IOException.class);

    restart();
    UpdateAgent same = agent().system(5400, SystemUpgrade.NONE).build();
    assertThat(same.pending().orElseThrow().systemVersion()).isEqualTo(5500);
    assertThat(same.pending().orElseThrow().isReady(5400)).isFalse();
    assertThat(same.pending().orElseThrow().isReady(5500)).isTrue();
    assertThat(same.pending().orElseThrow().source()).isEqualTo(first.toString());

    UpdateAgent upgraded = agent().system(5500, SystemUpgrade.NONE).build();
    upgraded.install(first);
    assertThat(upgraded.pending()).isEmpty();
    assertThat(version()).isEqualTo(1);
  }

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private final Keyring keyring = Keyring.pinned("kiosk", KeyRole.anyOf(key.publicKey()));

  private Path release(int counter) throws IOException {
    Path unsigned =
        Bundles.build(folder.resolve("unsigned.zip"), counter, Bundles.noise(1, 1_000, counter));
    Path signed = folder.resolve("release" + counter + ".zip");
    BundleSigner.with(key).sign(unsigned, signed, ReleaseTerms.of("kiosk", counter, BEGIN));
    return signed;
  }

  @Test
  void aReleaseOnTrialCountsOnlyWhenItIsConfirmed() throws IOException {
    Path six = release(6);
    Path seven = release(7);
    Path eight = release(8);
    Path nine = release(9);
    agent().trusting(keyring).build().install(seven);
    agent().trusting(keyring).confirmingWithin(WITHIN).build().install(nine);
    restart();
    device.rollBack();

    assertThat(version()).isEqualTo(7);
    agent().trusting(keyring).build().install(seven);
    assertThatThrownBy(() -> agent().trusting(keyring).build().install(six))
        .isInstanceOf(TrustException.class);
    agent().trusting(keyring).confirmingWithin(WITHIN).build().install(eight);
    device.confirm();
    restart();
    assertThatThrownBy(() -> agent().trusting(keyring).build().install(seven))
        .isInstanceOf(TrustException.class);
    UpdateAgent agent = agent().trusting(keyring).confirmingWithin(WITHIN).build();
    agent.install(nine);
    device.confirm();
    assertThatThrownBy(() -> agent.plan(BundleSource.of(eight)))
        .as("the same process, right after the confirmation")
        .isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> agent.install(eight)).isInstanceOf(TrustException.class);
    agent.install(nine);
  }

  @Test
  void aReleaseThatWasNotCommittedAfterAllDoesNotCount() throws IOException {
    Path seven = release(7);
    Path nine = release(9);
    agent().trusting(keyring).build().install(seven);
    UpdateListener breaking =
        new UpdateListener() {
          @Override
          public void installing() {
            try (var staged = Files.newDirectoryStream(device.stagingFolder(), "*.asset")) {
              for (Path file : staged) {
                Files.delete(file);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    try (BundleSource source = BundleSource.of(nine)) {
      UpdateAgent agent = agent().trusting(keyring).build();
      assertThatThrownBy(() -> agent.update(source, breaking)).isInstanceOf(IOException.class);
    }
    Path trust = device.home().resolve("trust");
    assertThat(TrustState.open(trust, keyring).candidate()).isPresent();
    restart();
    agent().trusting(keyring).build().install(seven);
    assertThat(TrustState.open(trust, keyring).candidate()).isEmpty();
    assertThat(TrustState.open(trust, keyring).newestRelease()).hasValue(7);
  }
}
