package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.assetota.cli.testing.BundleServer;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that takes a bundle has the same limits, and the same option to raise them. */
class LimitsTest {
  private static final String LARGE = "x".repeat(100_000);

  @TempDir Path folder;

  private Ran run(String command, Path bundle, String limit) {
    List<Object> args = new ArrayList<>();
    for (String word : Splitter.on(' ').split(command)) {
      args.add(word.replace("BUNDLE", bundle.toString()).replace("DIR", folder.toString()));
    }
    args.add("--max-content");
    args.add(limit);
    return asset_ota(args.toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify BUNDLE",
        "inspect BUNDLE",
        "unpack BUNDLE DIR/unpacked",
        "flash BUNDLE --home DIR/device",
        "flash BUNDLE --home DIR/device --dry-run",
        "sign BUNDLE --key DIR/k.key --product kiosk -o DIR/signed.zip",
        "bundle DIR/app.bin --assets DIR/assets --save-to DIR/made.zip",
      })
  void theContentOfABundleIsBoundedWhereItsOwnerSays(String command) throws IOException {
    Inputs inputs = new Inputs(folder);
    Path bundle = inputs.bundle("b.zip", 3, "large.txt", LARGE);
    inputs.assets("large.txt", LARGE);
    inputs.run("keygen -o k.key").succeeds();

    Ran refused = run(command, bundle, "90k");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out() + refused.err())
        .contains("92160")
        .contains("--max-content allows more");
    run(command, bundle, "200k").succeeds();
  }

  @Test
  void aWebServerMayNotBringMoreThanAFile() throws Exception {
    Path bundle = new Inputs(folder).bundle("b.zip", 3, "large.txt", LARGE);
    try (BundleServer server = BundleServer.of(Files.readAllBytes(bundle))) {
      String command = "flash " + server.uri() + " --home DIR/device";
      Ran refused = run(command, bundle, "90k").fails();
      assertThat(refused.err())
          .contains("assets/large.txt: claims 100000 bytes")
          .contains("--max-content allows more")
          .doesNotContain("damaged");
      run(command, bundle, "200k").succeeds();
    }
  }

  @Test
  void noContentAtAllIsNoLimit() {
    assertThat(asset_ota("verify", "b.zip", "--max-content", "0").isWrongUsage().err())
        .contains("--max-content")
        .contains("must be at least 1");
  }
}
