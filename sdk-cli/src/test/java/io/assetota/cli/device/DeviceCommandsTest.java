package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assetota.bundle.BundleBuilder;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.device.Trial;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flash} and {@code device}. */
class DeviceCommandsTest {
  @TempDir Path folder;
  private Inputs inputs;
  private Path first;
  private Path second;
  private Path home;

  @BeforeEach
  void prepare() throws IOException {
    inputs = new Inputs(folder);
    first = inputs.bundle("first.zip", 1, "logo.png", "picture", "test1.json", "{}");
    second = inputs.bundle("second.zip", 2, "logo.png", "picture", "test1.json", "{\"a\": 1}");
    home = folder.resolve("home");
  }

  @Test
  void onlyWhatChangedMoves() {
    JsonNode json = asset_ota("flash", first, "--home", home, "--json").succeeds().json();
    assertThat(json.at("/assets").findValuesAsText("state")).containsExactly("new", "new");

    Ran ran = asset_ota("flash", second, "--home", home).succeeds();

    assertThat(ran.out())
        .containsPattern("logo.png +kept +0 ")
        .containsPattern("test1.json +changed +\\d+")
        .contains("Installed. Transferred 1 of 2 assets");
    json = asset_ota("flash", second, "--home", home, "--json").succeeds().json();
    assertThat(json.at("/assets").findValuesAsText("state")).containsExactly("kept", "kept");
    assertThat(json.at("/bytesMoved").asLong()).isZero();
  }

  @Test
  void aDryRunLeavesNothing() {
    Ran ran = asset_ota("flash", first, "--home", home, "--dry-run").succeeds();

    assertThat(ran.out()).contains("Would transfer 2 of 2 assets").doesNotContain("Installed");
    assertThat(home).doesNotExist();
  }

  @Test
  void aDryRunLeavesADeviceAsItIs() {
    asset_ota("flash", first, "--home", home).succeeds();
    String before = asset_ota("device", "--home", home, "--json").out();

    Ran ran = asset_ota("flash", second, "--home", home, "--dry-run", "--json").succeeds();

    assertThat(ran.json().at("/assets/1/state").asText()).isEqualTo("changed");
    assertThat(ran.json().at("/bytesMoved").asLong()).isPositive();
    assertThat(asset_ota("device", "--home", home, "--json").out()).isEqualTo(before);
  }

  @Test
  void aDeviceKeepsItsPlatform() throws IOException {
    asset_ota("flash", first, "--home", home).succeeds();
    Path tracker =
        BundleBuilder.forApplication(
                inputs.application(Platform.byName("tracker").orElseThrow(), 1))
            .asset("a", new byte[1])
            .writeTo(folder.resolve("tracker.zip"))
            .file();

    assertThat(asset_ota("flash", tracker, "--home", home).fails().err())
        .contains("the application is for tracker (26), not for linux (43)")
        .contains("a device folder keeps its platform: use another folder (--home)");
    assertThat(asset_ota("flash", first, "--home", home, "--platform", "p2").fails().err())
        .contains("this device folder is for linux (43), not for p2 (32): use another folder");
  }

  @Test
  void anOlderApplicationHasToBeWanted() {
    asset_ota("flash", second, "--home", home).succeeds();

    assertThat(asset_ota("flash", first, "--home", home).fails().err())
        .contains("version 1, older than the installed 2")
        .contains("--allow-downgrade");
    asset_ota("flash", first, "--home", home, "--allow-downgrade").succeeds();
  }

  @Test
  void aNewDeviceTakesThePlatformThatIsAskedFor() {
    asset_ota("flash", first, "--home", home, "--platform", "boron").fails();
    asset_ota("flash", first, "--home", folder.resolve("other"), "--platform", "linux").succeeds();
  }

  @Test
  void anInvalidBundleLeavesTheDeviceAsItIs() throws IOException {
    asset_ota("flash", first, "--home", home).succeeds();
    JsonNode before = withoutLastUpdate(asset_ota("device", "--home", home, "--json").json());

    asset_ota("flash", inputs.damaged(second, Files.size(second) / 2), "--home", home).fails();
    asset_ota("flash", inputs.zip("evil.zip", "../x.bin", "x"), "--home", home).fails();
    assertThat(asset_ota("flash", inputs.folder().resolve("app.bin"), "--home", home).fails().err())
        .contains("is not a bundle: 'asset-ota bundle' creates one");

    JsonNode after = asset_ota("device", "--home", home, "--json").json();
    assertThat(after.at("/lastUpdate/outcome").asText()).isEqualTo("failed");
    assertThat(after.at("/lastUpdate/source").asText()).endsWith("evil.zip");
    assertThat(withoutLastUpdate(after)).isEqualTo(before);
  }

  private static JsonNode withoutLastUpdate(JsonNode device) {
    return ((ObjectNode) device.deepCopy()).without("lastUpdate");
  }

  @Test
  void anApplicationThatRunsKeepsNoUpdateAway() throws IOException {
    asset_ota("flash", first, "--home", home).succeeds();
    try (AssetManager application = AssetManager.open(home)) {
      List<AssetReference> began = application.required();

      asset_ota("flash", second, "--home", home).succeeds();

      assertThat(asset_ota("device", "--home", home).succeeds().out()).contains("version 2");
      assertThat(application.required()).isEqualTo(began);
      assertThat(application.missing()).isEmpty();
    }
  }

  @Test
  void aDeviceThatIsBeingUpdatedIsTold() throws IOException {
    asset_ota("flash", first, "--home", home).succeeds();
    try (Installer updater = Installer.open(home)) {
      assertThat(updater.status().missing()).isEmpty();

      assertThat(asset_ota("flash", second, "--home", home).fails().err())
          .contains("device folder " + home + " is open");
      assertThat(asset_ota("device", "--home", home).succeeds().out())
          .contains("version 1", "the application gets its assets at its next start");
    }
  }

  @Test
  void deviceTellsHowTheHandlersFared() throws IOException {
    asset_ota("flash", first, "--home", home).succeeds();
    try (AssetManager application = AssetManager.open(home)) {
      application.onAssetOta(AssetRouter.builder().route("*.png", (asset, context) -> {}).build());
      application.start();
    }

    Ran ran = asset_ota("device", "--home", home).succeeds();

    assertThat(ran.out())
        .containsPattern("\\*.png +logo.png +succeeded +1 ")
        .containsPattern("test1.json +unrouted")
        .containsPattern("logo.png +available +7 +4,096");
    JsonNode json = asset_ota("device", "--home", home, "--json").succeeds().json();
    assertThat(json.at("/handlerResults/0/outcome").asText()).isEqualTo("succeeded");
    assertThat(json.at("/required")).hasSize(2);
    assertThat(json.at("/storage/used").asLong()).isEqualTo(8192);
    assertThat(json.at("/lastInstallation/moved").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsNoDeviceIsTold() throws IOException {
    assertThat(asset_ota("device", "--home", home).fails().err())
        .contains("there is no device folder at " + home);
    Files.writeString(home, "a file");
    assertThat(asset_ota("flash", first, "--home", home).fails().err()).contains(home.toString());
  }

  @Test
  void anApplicationOnTrialIsConfirmed() {
    assertThat(flashOnTrial(first).out()).doesNotContain("On trial");
    assertThat(flashOnTrial(second).out())
        .contains("On trial: if it works, run 'asset-ota device --home " + home + " --confirm'");
    assertThat(asset_ota("device", "--home", home).succeeds().out())
        .containsPattern("On trial +until .*3 starts left; unless confirmed, .*version 1")
        .containsPattern("Last result +.*on-trial, .* from " + second);
    assertThat(asset_ota("flash", first, "--home", home).fails().err())
        .contains("is on trial until", "--confirm or --roll-back");

    JsonNode json = asset_ota("device", "--home", home, "--confirm", "--json").succeeds().json();
    assertThat(json.at("/trial").isNull()).isTrue();
    assertThat(json.at("/trialEnd/kind").asText()).isEqualTo("confirmed");
    assertThat(json.at("/lastUpdate/outcome").asText()).isEqualTo("confirmed");
    assertThat(json.at("/application/product/version").asInt()).isEqualTo(2);
    assertThat(asset_ota("device", "--home", home, "--roll-back").fails().err())
        .contains("no application is on trial: that of", "was confirmed");
  }

  private Ran flashOnTrial(Path bundle) {
    return asset_ota("flash", bundle, "--home", home, "--confirm-within", "10m").succeeds();
  }

  @Test
  void anApplicationOnTrialIsRolledBack() {
    flashOnTrial(first);
    flashOnTrial(second);
    JsonNode json = asset_ota("device", "--home", home, "--roll-back", "--json").succeeds().json();
    assertThat(json.at("/application/product/version").asInt()).isEqualTo(1);
    assertThat(json.at("/lastUpdate/outcome").asText()).isEqualTo("rolled-back");
    assertThat(json.at("/consumer").asText()).isEqualTo("want");
    assertThat(asset_ota("device", "--home", home, "--confirm").fails().err())
        .contains("was rolled back: it was asked for");
  }

  /** Nobody has looked at the time since: the folder still has the application on trial. */
  @Test
  void aTrialWhoseTimeIsOverIsShownAsThatAndWhoEndsIt() throws Exception {
    flashOnTrial(first);
    asset_ota("flash", second, "--home", home, "--confirm-within", "1s").succeeds();
    while (AssetManager.look(home).trial().orElseThrow().standing() != Trial.Standing.OVERDUE) {
      Thread.sleep(20);
    }
    assertThat(asset_ota("device", "--home", home).succeeds().out())
        .containsPattern("On trial +its time ended at 20.*: .*version 1 .*comes back when the")
        .contains("opened next: by the application's start, an update, or")
        .contains("'asset-ota device --home " + home + " --roll-back'")
        .contains("a process that has it open ends the trial when it checks the time")
        .doesNotContain("On trial      until");
    JsonNode json = asset_ota("device", "--home", home, "--json").succeeds().json();
    assertThat(json.at("/trial/standing").asText()).isEqualTo("overdue");
    assertThat(json.at("/trial/endedBy").asText()).isEqualTo("next-opening");

    assertThat(asset_ota("device", "--home", home, "--confirm").fails().err())
        .contains("was rolled back: nobody confirmed in time");
    assertThat(asset_ota("device", "--home", home, "--json").json().at("/trial").isNull()).isTrue();
  }

  @Test
  void aTrialThatHasUsedUpItsStartsIsShownAsThat() throws IOException {
    flashOnTrial(first);
    flashOnTrial(second);
    JsonNode json = asset_ota("device", "--home", home, "--json").succeeds().json();
    assertThat(json.at("/trial/standing").asText()).isEqualTo("running");
    assertThat(json.at("/trial/endedBy").asText()).isEqualTo("time");
    for (int i = 0; i < 3; i++) {
      try (AssetManager application = AssetManager.open(home)) {
        application.start();
      }
    }
    assertThat(asset_ota("device", "--home", home).succeeds().out())
        .containsPattern("On trial +until .*, no starts left: unless confirmed, .*version 1")
        .contains("comes back at the next start");
    json = asset_ota("device", "--home", home, "--json").succeeds().json();
    assertThat(json.at("/trial/standing").asText()).isEqualTo("out-of-starts");
    assertThat(json.at("/trial/endedBy").asText()).isEqualTo("next-start");
  }

  @Test
  void onlyATrialThatIsThereCanEndAndInOneWay() {
    assertThat(asset_ota("device", "--home", home, "--confirm").fails().err())
        .contains("there is no device folder");
    assertThat(home).doesNotExist();
    assertThat(asset_ota("device", "--home", home, "--confirm", "--roll-back").isWrongUsage().err())
        .contains("--confirm");
    for (String wrong : new String[] {"0s", "10", "m", "367d", "99999999d", "-1h"}) {
      asset_ota("flash", first, "--home", home, "--confirm-within", wrong).isWrongUsage();
    }
  }
}
