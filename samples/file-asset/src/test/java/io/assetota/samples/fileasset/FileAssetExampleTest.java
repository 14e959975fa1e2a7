package io.assetota.samples.fileasset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.core.AssetManager;
import io.assetota.handlers.testkit.TestDevice;
import io.assetota.testing.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample, run for real on a device folder. */
class FileAssetExampleTest {
  private static final Path ASSETS = Path.of("assets");

  @TempDir Path top;
  private TestDevice device;
  private Path dir;
  private Map<String, byte[]> release;
  private int exitCode;

  @BeforeEach
  void setUp() throws IOException {
    device = new TestDevice(top.resolve("device"));
    dir = top.resolve("usr/assets");
    release = new LinkedHashMap<>();
    release.put("logo.png", Files.readAllBytes(ASSETS.resolve("logo.png")));
    release.put("test1.json", Files.readAllBytes(ASSETS.resolve("test1.json")));
  }

  /** Runs the sample and returns what it printed, without the times. */
  private List<String> run(String... more) {
    return lines(output(more)).stream()
        .map(line -> line.replaceFirst("^\\d{10} \\[app] (?=INFO: |ERROR: )", ""))
        .toList();
  }

  private String output(String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    runInto(out, more);
    return out.toString(UTF_8);
  }

  private void runInto(ByteArrayOutputStream out, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--home", top.resolve("device").toString(), "--dir", dir.toString()));
    args.addAll(List.of(more));
    exitCode = FileAssetExample.run(args.toArray(new String[0]), new PrintStream(out, true, UTF_8));
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  private List<String> hexOf(String name) {
    return lines(HexFormat.of().formatHex(release.get(name)).replaceAll(".{1,64}", "$0\n"));
  }

  private List<String> handled() {
    return List.of(
        "INFO: handleAssets called",
        "INFO: asset path=" + dir + "/logo.png size=2466",
        "INFO: wrote 512 bytes to file",
        "INFO: wrote 512 bytes to file",
        "INFO: wrote 512 bytes to file",
        "INFO: wrote 512 bytes to file",
        "INFO: wrote 418 bytes to file",
        "INFO: asset path=" + dir + "/test1.json size=44",
        "INFO: wrote 44 bytes to file",
        "INFO: set assetsHandled to true");
  }

  private List<String> found() {
    return Stream.of(
            List.of("INFO: found asset " + dir + "/logo.png size=2466"),
            hexOf("logo.png"),
            List.of(
                "INFO: found asset " + dir + "/test1.json size=44",
                "INFO: key=a value=JSON example",
                "INFO: key=b value=12345"))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void theAssetsAreThoseOfTheExample() throws IOException {
    assertThat(release.get("logo.png")).hasSize(2466);
    assertThat(hexOf("logo.png").get(0)).startsWith("89504e470d0a1a0a"); // what a PNG begins with
    assertThat(release.get("test1.json")).hasSize(44);
    JsonNode json = new ObjectMapper().readTree(release.get("test1.json"));
    assertThat(json).hasSize(2);
    assertThat(json.get("a").asText()).isEqualTo("JSON example");
    assertThat(json.get("b").asInt()).isEqualTo(12345);
    assertThat(Path.of("project.properties")).content().contains("assetOtaDir=assets\n");
  }

  @Test
  void savesTheAssetsAndPrintsThem() throws IOException {
    device.install(release);

    List<String> log = run("--once");

    assertThat(log)
        .containsExactlyElementsOf(Stream.concat(handled().stream(), found().stream()).toList());
    assertThat(exitCode).isZero();
    assertThat(dir.resolve("logo.png")).hasBinaryContent(release.get("logo.png"));
    assertThat(dir.resolve("test1.json")).hasBinaryContent(release.get("test1.json"));
    assertThat(dir.resolve(".part")).doesNotExist();
  }

  @Test
  void linesBeginWithMillisecondsInTenDigits() throws IOException {
    device.install(release);

    assertThat(output("--once"))
        .containsPattern("(?m)\\A\\d{10} \\[app] INFO: handleAssets called$");
  }

  @Test
  void handlesItsAssetsAtEveryStart() throws IOException {
    device.install(release);
    run("--once");

    assertThat(run("--once")).containsAll(handled());
  }

  @Test
  void withOnAssetOtaHandlesThemOnlyWhenThereIsSomethingNew() throws IOException {
    device.install(release);
    assertThat(run("--once", "--on-asset-ota")).containsAll(handled());
    assertThat(run("--once", "--on-asset-ota")).containsExactlyElementsOf(found());

    release.put("test1.json", "{\"a\": \"changed\"}".getBytes(UTF_8));
    assertThat(device.install(release)).containsExactly("test1.json");
    assertThat(run("--once", "--on-asset-ota"))
        .contains("INFO: handleAssets called", "INFO: key=a value=changed")
        .doesNotContain("INFO: key=b value=12345");
  }

  @Test
  void printsAgainAfterEachInterval() throws Exception {
    device.install(release);
    run("--once");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Thread sample =
        new Thread(() -> runInto(out, "--on-asset-ota", "--interval", "0.05"), "sample");
    sample.start();
    Waiting.until(
        "its assets are printed twice",
        () ->
            lines(out.toString(UTF_8)).stream()
                    .filter(line -> line.endsWith("INFO: key=b value=12345"))
                    .count()
                >= 2);
    // While it waits, the device is free for an update.
    release.put("test1.json", "{}".getBytes(UTF_8));
    device.install(release);
    sample.interrupt();
    sample.join(10_000);

    assertThat(sample.isAlive()).isFalse();
    assertThat(exitCode).isZero();
  }

  @Test
  void cleanUpRemovesTheFilesAndAsksForThemAgain() throws IOException {
    device.install(release);
    run("--once");
    Path other = Files.writeString(dir.resolve("other.txt"), "not an asset");
    release.remove("test1.json");
    device.install(release);

    assertThat(run("--clean-up"))
        .containsExactly(
            "INFO: removed " + dir + "/logo.png", "INFO: removed " + dir + "/test1.json");
    assertThat(dir.resolve("logo.png")).doesNotExist();
    assertThat(dir.resolve("test1.json")).doesNotExist();
    assertThat(other).exists();
    assertThat(run("--once", "--on-asset-ota")).contains("INFO: handleAssets called");
  }

  @Test
  void saysSoWhenAssetsAreMissing() throws IOException {
    device.install(release);
    Path store = top.resolve("device/store");
    try (Stream<Path> files = Files.list(store)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".asset")).toList()) {
        Files.delete(file);
      }
    }

    assertThat(run("--once"))
        .singleElement()
        .asString()
        .startsWith("ERROR: ")
        .contains("assets are missing", "logo.png", "test1.json");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void saysSoWhenNothingIsInstalled() {
    assertThat(run("--once"))
        .singleElement()
        .asString()
        .startsWith("ERROR: ")
        .contains("nothing is installed", "flash a bundle first");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void saysSoWhenTheDeviceIsInUse() throws IOException {
    device.install(release);
    try (AssetManager other = AssetManager.open(top.resolve("device"))) {
      assertThat(other.available()).hasSize(2);
      assertThat(run("--once")).singleElement().asString().startsWith("ERROR: ");
    }
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void saysSoWhenAFileIsNotJson() throws IOException {
    release.put("test1.json", "{\"a\":".getBytes(UTF_8));
    device.install(release);

    assertThat(run("--once"))
        .anySatisfy(line -> assertThat(line).startsWith("ERROR: ").contains("is not JSON"));
    assertThat(exitCode).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--what", "--interval", "--interval=1", "--interval x", "--interval 0"})
  void refusesWrongArguments(String args) {
    assertThat(output(args.split(" "))).contains("Usage: FileAssetExample");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void explainsItself() {
    assertThat(output("--help")).startsWith("Usage: FileAssetExample");
    assertThat(exitCode).isZero();
  }
}
