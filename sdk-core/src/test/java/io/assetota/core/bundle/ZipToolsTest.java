package io.assetota.core.bundle;

import static io.assetota.core.bundle.Verdict.LOGO;
import static io.assetota.core.bundle.Verdict.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundleWarning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles that were put together with the zip tools that people have at hand. */
class ZipToolsTest {
  private static final Map<String, byte[]> ASSETS =
      Map.of("\u00dcbersicht.png", LOGO, "x:y.txt", TEXT, "none", new byte[0]);

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Object[] assets =
        ASSETS.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(e -> java.util.stream.Stream.of(e.getKey(), e.getValue()))
            .toArray();
    Files.write(folder.resolve("app.bin"), Verdict.application(assets));
    Files.createDirectory(folder.resolve("assets"));
    for (Map.Entry<String, byte[]> asset : ASSETS.entrySet()) {
      Files.write(folder.resolve("assets").resolve(asset.getKey()), asset.getValue());
    }
  }

  /** Runs a line of shell; a tool that is missing fails the test in CI, and skips it elsewhere. */
  private void run(String line) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", line).directory(folder.toFile());
    shell.environment().put("LC_ALL", "C.UTF-8");
    shell
        .environment()
        .merge("PATH", System.getProperty("java.home") + "/bin", (a, b) -> a + ":" + b);
    Process process = shell.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    boolean missing = process.exitValue() == 127;
    assumeTrue(!missing || "true".equals(System.getenv("CI")), output);
    assertThat(process.exitValue()).as("%s: %s", line, output).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "zip -q -r b.zip app.bin assets, true",
    "zip -q -0 -r b.zip app.bin assets, true",
    "zip -q -r - app.bin assets | cat > b.zip, true",
    "bsdtar -a -cf b.zip app.bin assets, false",
    "bsdtar -a --options zip:compression=store -cf b.zip app.bin assets, false",
    "7z a -bd b.zip app.bin assets, false",
    "jar -c -f b.zip app.bin assets, false",
    "jar -c -M -0 -f b.zip app.bin assets, false",
    "python3 -m zipfile -c b.zip app.bin assets, false",
  })
  void whatOtherToolsMakeIsABundle(String line, boolean isUnmarked) throws Exception {
    run(line);
    Path zip = folder.resolve("b.zip");
    BundleReport report = Bundle.verify(zip, VerifyOptions.DEFAULT);

    assertThat(report.problems()).isEmpty();
    assertThat(report.contents().orElseThrow().assets()).hasSize(ASSETS.size());
    assertThat(report.warnings().stream().map(BundleWarning::kind).toList())
        .isEqualTo(isUnmarked ? List.of(BundleWarning.Kind.NAME_UNMARKED) : List.of());
    try (Bundle bundle = Bundle.open(zip)) {
      for (Map.Entry<String, byte[]> asset : ASSETS.entrySet()) {
        BundleEntry entry = bundle.asset(asset.getKey()).orElseThrow();
        assertThat(bundle.openContent(entry)).hasBinaryContent(asset.getValue());
      }
    }
  }
}
