package io.assetota.cli;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.BundleServer;
import io.assetota.cli.testing.HawkbitStub;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.device.PendingUpdate;
import io.assetota.core.install.Installer;
import io.assetota.core.model.ApplicationId;
import io.assetota.server.UpdateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/guides/cli.md tells all commands, and every name that their JSON has. */
@Tag("long")
class GuideTest {
  @TempDir Path folder;
  private String guide;

  @BeforeEach
  void read() throws IOException {
    guide = Files.readString(Path.of("..", "docs", "guides", "cli.md"));
  }

  @ParameterizedTest
  @MethodSource("io.assetota.cli.MainTest#commands")
  void tellsEveryCommand(List<String> command) {
    if (!List.of(List.of("manual"), List.of("training")).contains(command)) {
      assertThat(guide).contains("`" + String.join(" ", command));
    }
  }

  @Test
  void tellsEveryNameOfTheJson() throws IOException {
    Path bundle = new Inputs(folder).bundle("b.zip", 3, "a.txt", "text", "b.txt", "text");
    Path home = folder.resolve("home");
    Path app = folder.resolve("app.bin");
    Path assets = new Inputs(folder).assets(".hidden", "x", "a.txt", "x");
    Path other = folder.resolve("other.bin");
    Inputs inputs = new Inputs(folder);
    Files.copy(bundle, folder.resolve("signed.zip"));
    List<Ran> all =
        List.of(
            inputs.run("keygen -o a.key --json"),
            inputs.run("keyring create --product k --key a.pub -o k.json --json"),
            inputs.run("sign signed.zip --key a.key --product k --json"),
            inputs.run("verify signed.zip --key a.pub --json"),
            asset_ota("bundle", app, "--assets", assets, "--save-to", folder, "--json"),
            asset_ota("verify", bundle, "--platform", "p2", "--json"),
            asset_ota("inspect", bundle, "--json"),
            asset_ota("inspect", app, "--json"),
            asset_ota("unpack", bundle, folder.resolve("unpacked"), "--json"),
            asset_ota("assets", "list", folder.resolve("unpacked/app.bin"), "--json"),
            asset_ota("assets", "strip", app, "-o", other, "--json"),
            asset_ota("wrap", bundle, "--app-version", "1", "-o", other, "--json"),
            asset_ota("unwrap", other, "-o", folder.resolve("out"), "--json"),
            asset_ota("flash", bundle, "--home", home, "--json"),
            startedAndLookedAt(home),
            onTrialAndLookedAt(home),
            asset_ota("device", "--home", home, "--confirm", "--json"),
            updatedFromHawkbit(bundle),
            publishedIntoHawkbit(bundle),
            migratedIntoHawkbit(bundle));

    Set<String> names = new TreeSet<>();
    all.forEach(ran -> collect(ran.json(), names));

    assertThat(names).hasSizeGreaterThan(50).allMatch(name -> guide.contains("`" + name + "`"));
  }

  private static Ran startedAndLookedAt(Path home) throws IOException {
    try (AssetManager application = AssetManager.open(home)) {
      application.onAssetOta(AssetRouter.builder().route("a*", (asset, context) -> {}).build());
      application.start();
    }
    return asset_ota("device", "--home", home, "--json");
  }

  private Ran onTrialAndLookedAt(Path home) throws IOException {
    Path next = new Inputs(folder).bundle("next.zip", 4, "a.txt", "text");
    asset_ota("flash", next, "--home", home, "--confirm-within", "1h").succeeds();
    try (Installer device = Installer.open(home)) {
      PendingUpdate pending =
          new PendingUpdate(Instant.EPOCH, 6000, ApplicationId.parse("0".repeat(64)), "a disk");
      device.noteUpdate(device.status().lastUpdate().orElseThrow(), Optional.of(pending));
    }
    return asset_ota("device", "--home", home, "--json");
  }

  private Ran updatedFromHawkbit(Path bundle) throws IOException {
    Path home = folder.resolve("from-hawkbit");
    try (HawkbitStub hawkbit = new HawkbitStub();
        BundleServer content = BundleServer.of(Files.readAllBytes(bundle))) {
      hawkbit.offer(content.uri(), Files.size(bundle));
      return asset_ota(
          "agent",
          "--home",
          home,
          "--server",
          hawkbit.url(),
          "--device",
          HawkbitStub.DEVICE,
          "--token",
          "secret",
          "--once",
          "--json");
    }
  }

  private static Ran publishedIntoHawkbit(Path bundle) throws IOException {
    try (HawkbitStub hawkbit = new HawkbitStub()) {
      return asset_ota(
          "publish",
          bundle,
          "--hawkbit",
          hawkbit.url(),
          "--user",
          "ci",
          "--password",
          "secret",
          "--json");
    }
  }

  private Ran migratedIntoHawkbit(Path bundle) throws IOException {
    Path data = folder.resolve("data");
    String token = "operator-token-for-tests";
    try (UpdateServer server = UpdateServer.builder(data).port(0).operatorToken(token).start();
        HawkbitStub hawkbit = new HawkbitStub()) {
      server.publish(bundle);
      server.publish(new Inputs(folder).bundle("hot.zip", 9, "a.txt", "text"));
      asset_ota("fleet", "block", 2, "--reason", "hot", "--server", server.url(), "--token", token)
          .succeeds();
      return asset_ota(
          "migrate",
          "--from",
          data,
          "--hawkbit",
          hawkbit.url(),
          "--user",
          "u",
          "--password",
          "secret",
          "--json");
    }
  }

  private static void collect(JsonNode node, Set<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> collect(child, names));
  }
}
