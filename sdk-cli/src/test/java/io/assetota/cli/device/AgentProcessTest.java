package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.assetota.bundle.BundleBuilder;
import io.assetota.cli.output.Console;
import io.assetota.cli.testing.BundleServer;
import io.assetota.cli.testing.HawkbitStub;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import io.assetota.core.AssetManager;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code agent} in a process of its own: its environment, and the signals that end it. */
@Tag("long")
class AgentProcessTest {
  private static final int ASSET = 150_000;

  @TempDir Path folder;
  private HawkbitStub hawkbit;
  private Path home;

  @BeforeEach
  void start() throws IOException {
    hawkbit = new HawkbitStub();
    home = folder.resolve("home");
  }

  @AfterEach
  void stop() {
    hawkbit.close();
  }

  private Object[] agent(Object... options) {
    Object[] common = {
      "agent", "--home", home, "--server", hawkbit.url(), "--device", HawkbitStub.DEVICE
    };
    return Stream.concat(Arrays.stream(common), Arrays.stream(options)).toArray();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "KILL, 137"})
  void whatHasComeIsKeptWhenASignalEndsIt(String signal, int exitCode) throws Exception {
    assumeFalse(signal.equals("INT") && Started.interruptIsIgnored(), "a job in the background");
    byte[] bundle = Files.readAllBytes(bundle());
    try (BundleServer content = BundleServer.of(bundle)) {
      content.slowAfter(50_000);
      hawkbit.offer(content.uri(), bundle.length);
      try (Started agent = Started.asset_ota(folder, agent("--token", "secret"))) {
        Ran ran = agent.until(() -> stagedBytes() > 90_000).signal(signal);
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
        assertThat(ran.err()).doesNotContain("Exception");
      }
      assertThat(AssetManager.look(home).application()).isEmpty();
      assertThat(hawkbit.ends()).isEmpty();
      long kept = stagedBytes();
      content.holdNoMore();
      long before = content.bytesSent();

      Ran next = asset_ota(agent("--token", "secret", "--once")).succeeds();

      assertThat(next.out()).contains("is installed.");
      assertThat(kept).isGreaterThan(90_000);
      // The plan reads the beginning and the directory again.
      assertThat(content.bytesSent() - before).isLessThan(bundle.length - 50_000);
    }
    assertThat(AssetManager.look(home).application()).isPresent();
    assertThat(AssetManager.look(home).missing()).isEmpty();
    assertThat(hawkbit.ends()).containsExactly("success");
  }

  /** Two assets that don't compress. */
  private Path bundle() throws IOException {
    Random random = new Random(1);
    byte[] first = new byte[ASSET];
    byte[] second = new byte[ASSET];
    random.nextBytes(first);
    random.nextBytes(second);
    return BundleBuilder.forApplication(new Inputs(folder).application(Platform.LINUX, 1))
        .asset("a.bin", first)
        .asset("b.bin", second)
        .writeTo(folder.resolve("release.zip"))
        .file();
  }

  private long stagedBytes() {
    Path staging = home.resolve("staging");
    if (!Files.isDirectory(staging)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(staging)) {
      return files.mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ASSET_OTA_TOKEN, --interval=1h, TargetToken of-the-environment",
    "ASSET_OTA_GATEWAY_TOKEN, --interval=1h, GatewayToken of-the-environment",
    "ASSET_OTA_TOKEN, --gateway-token=of-the-option, GatewayToken of-the-option"
  })
  void aTokenComesFromTheEnvironmentUnlessThereIsAnOption(
      String variable, String option, String shown) throws Exception {
    try (Started agent =
        Started.withEnvironment(
            folder, Map.of(variable, "of-the-environment"), agent("--once", option))) {
      agent.ended().succeeds();
    }
    assertThat(hawkbit.requests())
        .isNotEmpty()
        .allMatch(request -> shown.equals(request.headers().get("authorization")));
  }

  @Test
  void aCertificateIsEnoughWithoutAToken() throws IOException {
    TokenOptions none = new TokenOptions();
    AgentCommand nothing = new AgentCommand(Console.ofProcess(Map.of()));
    AgentCommand withVariable =
        new AgentCommand(Console.ofProcess(Map.of(TokenOptions.TOKEN, "t")));
    assertThat(none.credentials(nothing, true)).hasToString("no token");
    assertThat(none.credentials(withVariable, true)).hasToString("a token");
  }
}
