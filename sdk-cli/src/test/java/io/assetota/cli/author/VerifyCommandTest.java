package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir Path folder;

  @Test
  void tellsTheVerdictInOneLine() throws IOException {
    Path bundle = new Inputs(folder).bundle("b.zip", 3, "a", "b");

    assertThat(asset_ota("verify", bundle).succeeds().out())
        .isEqualTo("valid " + bundle + ": 1 asset for linux (43)\n");
    assertThat(asset_ota("verify", bundle, "--json").json().at("/valid").asBoolean()).isTrue();
  }

  @Test
  void anotherPlatformIsAProblem() throws IOException {
    Path bundle = new Inputs(folder).bundle("b.zip", 3, "a", "b");
    Ran ran = asset_ota("verify", bundle, "--platform", "P2");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).startsWith("not valid").contains("for linux (43), not for p2 (32)");
    assertThat(asset_ota("verify", bundle, "--platform", "43").exitCode()).isZero();
  }

  @Test
  void aChangedAssetIsAProblemWithPlaceAndKind() throws IOException {
    Inputs inputs = new Inputs(folder);
    Path bundle = inputs.bundle("b.zip", 3, "a.txt", "text");
    long offset =
        asset_ota("inspect", bundle, "--json").json().at("/entries/1/offset").asLong() + 44;

    Ran ran = asset_ota("verify", inputs.damaged(bundle, offset), "--json");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.json().at("/problems/0/entry").asText()).isEqualTo("assets/a.txt");
    assertThat(ran.json().at("/problems/0/kind").asText()).isNotEmpty();
    assertThat(ran.json().at("/problems/0/offset").isNumber()).isTrue();
  }

  @Test
  void whatIsNoZipIsNotValid() throws IOException {
    Path app = new Inputs(folder).application(io.assetota.core.model.Platform.LINUX, 1);

    assertThat(asset_ota("verify", app).exitCode()).isEqualTo(1);
  }
}
