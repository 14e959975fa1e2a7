package io.assetota.ota.hawkbit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.install.Installer;
import io.assetota.core.model.ApplicationId;
import io.assetota.ota.Bundles;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.ddi.DdiFeedback;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agent makes of what is known of the running application. */
@Timeout(120)
class ApplicationRunsTest {
  /** Who runs the application, in a test. */
  private static final class Runs implements ApplicationRuns {
    final Map<String, String> attributes = new HashMap<>();
    final Map<ApplicationId, Failure> failed = new HashMap<>();

    @Override
    public Map<String, String> attributes() {
      return attributes;
    }

    @Override
    public Optional<Failure> failedTrial(ApplicationId application) {
      return Optional.ofNullable(failed.get(application));
    }
  }

  @TempDir private Path folder;
  private final Runs runs = new Runs();
  private ScriptedHawkbit server;
  private Installer device;
  private Path first;
  private Path second;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedHawkbit();
    device = Installer.open(folder.resolve("device"));
    first = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(2, 20_000, 1));
    second = Bundles.build(folder.resolve("2.zip"), 2, Bundles.noise(2, 20_000, 2));
    UpdateAgent.forDevice(device).build().install(first);
    server.offer("1", second);
  }

  @AfterEach
  void stop() throws IOException {
    device.close();
    server.close();
  }

  private HawkbitAgent agent() throws IOException {
    UpdateAgent onTrial =
        UpdateAgent.forDevice(device).confirmingWithin(Duration.ofHours(1)).build();
    return HawkbitAgent.of(server.client(1), HawkbitDevice.of(device, onTrial)).runBy(runs).build();
  }

  private ApplicationId active() {
    return device.status().application().orElseThrow().id();
  }

  private void failOnTrial() throws IOException {
    assertThat(agent().runOnce()).isEqualTo(HawkbitStep.WAITING);
    List<String> lines = IntStream.range(0, 50).mapToObj(i -> "line " + i).toList();
    runs.failed.put(active(), new ApplicationRuns.Failure("it ended with exit code 1", lines));
    device.rollBack();
  }

  @Test
  void theServerHearsWhyAReleaseWasReplacedWithItsLastLines() throws IOException {
    failOnTrial();
    assertThat(agent().runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(server.heard("closed failure")).hasSize(1);
    assertThat(server.heard("closed failure").get(0))
        .isEqualTo("closed failure the previous application is back: it ended with exit code 1");
    assertThat(
            server.web.requests().stream()
                .filter(r -> r.method().equals("POST") && r.body().contains("\"failure\"")))
        .singleElement()
        .satisfies(r -> assertThat(r.body()).contains("line 0", "line 49"));
  }

  @Test
  void fewTextsTakeManyLines() {
    List<String> lines = new ArrayList<>(List.of("a\tb", "\u001b[31mred"));
    assertThat(FailureDetails.of("back", new ApplicationRuns.Failure("why", lines)))
        .hasSize(3)
        .startsWith("back: why")
        .noneMatch(text -> text.contains("\u001b"));
    for (int i = 0; i < 300; i++) {
      lines.add("line " + i);
    }
    assertThat(FailureDetails.of("back", new ApplicationRuns.Failure("why", lines)))
        .hasSizeLessThanOrEqualTo(DdiFeedback.MAX_DETAILS)
        .last()
        .asString()
        .endsWith("line 299");
  }

  @Test
  void aReleaseThatFailedIsRefusedUnlessItIsForced() throws IOException {
    failOnTrial();
    agent().runOnce();
    server.offer("2", second);
    server.update = "attempt";
    server.download = "attempt";
    assertThat(agent().runOnce()).isEqualTo(HawkbitStep.FAILED);
    assertThat(server.heard("closed failure this release has failed on this device before"))
        .hasSize(1);
    assertThat(device.status().trial()).isEmpty();
    server.offer("3", second);
    server.update = "forced";
    assertThat(agent().runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(device.status().trial()).isPresent();
  }

  @Test
  void aReleaseWithOtherContentIsTriedWithoutForce() throws IOException {
    failOnTrial();
    agent().runOnce();
    server.offer("2", Bundles.build(folder.resolve("3.zip"), 2, Bundles.noise(2, 20_000, 3)));
    server.update = "attempt";
    assertThat(agent().runOnce()).isEqualTo(HawkbitStep.WAITING);
    assertThat(device.status().trial()).isPresent();
  }

  @Test
  void theServerHearsHowTheApplicationRuns() throws IOException {
    runs.attributes.put("runtime.state", "running");
    runs.attributes.put("runtime.lastFailure", "ü" + "x".repeat(300));
    server.offer("", first);
    agent().runOnce();
    String told =
        server.web.requests().stream()
            .filter(r -> r.is("PUT", ScriptedHawkbit.BASE + "/configData"))
            .map(r -> r.body())
            .findFirst()
            .orElseThrow();
    assertThat(told)
        .contains("\"runtime.state\":\"running\"", "\"runtime.lastFailure\":\"%C3%BCxxx")
        .contains("app.version")
        .doesNotContain("x".repeat(129));
  }

  @Test
  @SuppressWarnings("try") // Its end is what the thread waits for.
  void pollsAtOnceWhenTheServerIsToHearOfSomething() throws Exception {
    server.offer("", first);
    CountDownLatch polls = new CountDownLatch(3);
    server.script =
        request -> {
          if (request.is("GET", ScriptedHawkbit.BASE)) {
            polls.countDown();
          }
          return Optional.empty();
        };
    // By itself, it would poll again after half a minute.
    try (HawkbitAgent agent =
        HawkbitAgent.of(
                server.client(1), HawkbitDevice.of(device, UpdateAgent.forDevice(device).build()))
            .runBy(runs)
            .build()) {
      Thread thread = new Thread(agent, "agent");
      thread.start();
      while (!polls.await(10, TimeUnit.MILLISECONDS)) {
        agent.pollSoon();
      }
      agent.close();
      thread.join();
    }
  }
}
