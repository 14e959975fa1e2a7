package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.install.Installer;
import io.assetota.ota.UpdateRefusedException.Reason;
import io.assetota.ota.UpdateResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A builder is read once: what it is told later doesn't reach an agent that was built before. */
class UpdateAgentBuilderTest {
  @TempDir private Path folder;
  private Installer device;
  private Path first;
  private Path second;

  @BeforeEach
  void prepare() throws IOException {
    first = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(1, 1000, 1));
    second = Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(1, 1000, 2));
    device = Installer.open(folder.resolve("device"));
  }

  @AfterEach
  void close() throws IOException {
    device.close();
  }

  @Test
  void aDowngradeThatIsAllowedLaterDoesNotReachABuiltAgent() throws IOException {
    UpdateAgentBuilder builder = UpdateAgent.forDevice(device);
    UpdateAgent agent = builder.build();
    agent.install(second);
    builder.allowingDowngrade();

    assertThatThrownBy(() -> agent.install(first))
        .isInstanceOfSatisfying(
            UpdateRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DOWNGRADE));
    assertThat(builder.build().install(first).isInstalled()).isTrue();
  }

  @Test
  void nothingThatIsSetLaterReachesABuiltAgent() throws IOException {
    AtomicInteger hooks = new AtomicInteger();
    UpdateAgentBuilder builder = UpdateAgent.forDevice(device);
    UpdateAgent agent = builder.build();
    builder
        .control(plan -> UpdateControl.Decision.DECLINE)
        .system(1, SystemUpgrade.NONE)
        .confirmingWithin(Duration.ofMinutes(1))
        .applicationHook(d -> hooks.incrementAndGet());

    assertThat(agent.install(first).outcome()).isEqualTo(Outcome.INSTALLED);
    assertThat(hooks).hasValue(0);
  }
}
