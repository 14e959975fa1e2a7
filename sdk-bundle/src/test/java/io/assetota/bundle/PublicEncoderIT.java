package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.application.StartCommand;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.chunk.ChunkTable;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our bundles in the public encoder's reader, and its bundles in ours, for each platform that has
 * assets; also with applications that have assets already. Without environment variables: npm has
 * the encoder's version 3, and those have other places since its version 4, whose bundles are among
 * the vectors.
 */
class PublicEncoderIT {
  /** In the order of their names, which is ours; theirs is the order that it is given. */
  private static final List<String> ASSETS =
      List.of(
          "a.txt",
          "config.json",
          "empty.bin",
          "logo.bin",
          "zero.bin",
          "\u00fcn\u00efcode \u540d.dat");

  private static final String MANY = "linux-10000";

  private static final String CHUNKED = "argon-in-chunks";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static JsonNode report;

  static Stream<Platform> platforms() {
    return Platform.known().stream()
        .filter(Platform::supportsAssets)
        .filter(p -> !p.equals(Platform.LINUX)); // ours only
  }

  @BeforeAll
  static void bothMakeTheirBundles() throws Exception {
    NodeProject.install();
    Path assets = Files.createDirectory(folder.resolve("assets"));
    for (String name : ASSETS) {
      Files.write(assets.resolve(name), Vectors.bytes("assets/" + name));
    }
    List<String> cases = new ArrayList<>();
    for (Platform platform : platforms().toList()) {
      prepare(platform, assets);
      cases.add(platform.name());
    }
    bundleMany(Files.createDirectory(folder.resolve(MANY)).resolve("ours.zip"));
    bundleInChunks(Files.createDirectory(folder.resolve(CHUNKED)).resolve("ours.zip"));
    JSON.writeValue(
        folder.resolve("input.json").toFile(),
        Map.of("assets", ASSETS, "cases", cases, "readOnly", List.of(MANY, CHUNKED)));
    NodeProject.runScript("interop.js", folder);
    report = JSON.readTree(folder.resolve("report.json").toFile());
  }

  /** So many assets that the suffix has no room for all of their names. */
  private static void bundleMany(Path out) throws IOException {
    BundleBuilder builder =
        BundleBuilder.forApplication(ApplicationWrapper.forVersion(1).wrap("a.jar", new byte[9]));
    for (int i = 0; i < BundleLimits.MAX_ASSETS; i++) {
      builder.asset("asset-" + i, Integer.toString(i).getBytes(StandardCharsets.UTF_8));
    }
    builder.writeTo(out);
  }

  /** Two contents with a table of their chunks; the larger one has several segments. */
  private static void bundleInChunks(Path out) throws IOException {
    byte[] samples = new byte[1_500_000];
    Random random = new Random(1);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) ('a' + random.nextInt(4));
    }
    byte[] noise = new byte[200_000];
    random.nextBytes(noise);
    BundleBuilder.forApplication(FirmwareModule.read(folder.resolve("argon/app.bin")), "app.bin")
        .chunks()
        .asset("samples.txt", samples)
        .asset("noise.bin", noise)
        .writeTo(out);
  }

  private static void prepare(Platform platform, Path assets) throws IOException {
    Path of = Files.createDirectory(folder.resolve(platform.name()));
    String donor = platform.growsLeft() ? "p2" : "tracker";
    Path app = of.resolve("app.bin");
    Files.write(app, ForgedModule.forPlatform(Vectors.bytes("apps/" + donor + ".bin"), platform));
    byte[] withAssets =
        ForgedModule.forPlatform(
            Vectors.bytes("apps-with-assets/" + donor + ".three.bin"), platform);
    Files.write(of.resolve("app-with-assets.bin"), withAssets);
    bundle(app, assets, of.resolve("ours.zip"));
    bundle(of.resolve("app-with-assets.bin"), assets, of.resolve("rebundled.zip"));
    if (!platform.growsLeft()) {
      bundleFolder(platform, assets, of.resolve("folder.zip"));
    }
  }

  /** An application that consists of the assets' files. */
  private static void bundleFolder(Platform platform, Path files, Path out) throws IOException {
    ApplicationTree tree = ApplicationTree.read(files);
    FirmwareModule module =
        ApplicationWrapper.forVersion(1)
            .withPlatform(platform)
            .wrap(
                "kiosk",
                ApplicationManifest.of(StartCommand.of(List.of("./a.txt")), tree.entries()));
    BundleBuilder.forApplication(module, "app.bin")
        .assetsFrom(files)
        .applicationFiles(tree)
        .writeTo(out);
  }

  private static void bundle(Path app, Path assets, Path out) throws IOException {
    BundleBuilder.forApplication(FirmwareModule.read(app), "app.bin")
        .assetsFrom(assets)
        .writeTo(out);
  }

  @Test
  void theirReaderFindsTenThousandAssets() {
    JsonNode read = report.get(MANY).get("ours");
    assertThat(read.get("crcOk").asBoolean()).isTrue();
    assertThat(read.get("valid").asBoolean()).isTrue();
    assertThat(texts(read.get("named")))
        .hasSize(BundleLimits.MAX_ASSETS)
        .containsExactlyElementsOf(texts(read.get("unpacked")));
  }

  /** The stream of each is one Deflate stream; the table is no asset. */
  @Test
  void theirReaderAcceptsOursInChunks() throws IOException {
    try (Bundle bundle = Bundle.open(folder.resolve(CHUNKED).resolve("ours.zip"))) {
      assertThat(bundle.entry(ChunkTable.ENTRY)).isPresent();
    }
    JsonNode read = report.get(CHUNKED).get("ours");
    assertThat(read.get("application").asText()).isEqualTo("app.bin");
    assertThat(read.get("crcOk").asBoolean()).isTrue();
    assertThat(texts(read.get("named"))).containsExactly("noise.bin", "samples.txt");
    assertThat(texts(read.get("unpacked"))).containsExactly("noise.bin", "samples.txt");
    assertThat(read.get("valid").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void theirReaderAcceptsOurs(Platform platform) {
    assertAccepted(report.get(platform.name()).get("ours"));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void theirReaderAcceptsOursOfAnApplicationThatHadAssets(Platform platform) {
    assertAccepted(report.get(platform.name()).get("rebundled"));
  }

  /** Wrapped applications begin at address 0, where those of other platforms can't grow. */
  static Stream<Platform> platformsOfWrappedApplications() {
    return platforms().filter(p -> !p.growsLeft());
  }

  /** It passes over the files, and takes them for no assets. */
  @ParameterizedTest
  @MethodSource("platformsOfWrappedApplications")
  void theirReaderAcceptsAnApplicationThatIsAFolder(Platform platform) {
    assertAccepted(report.get(platform.name()).get("folder"));
  }

  private static void assertAccepted(JsonNode read) {
    assertThat(read.get("application").asText()).isEqualTo("app.bin");
    assertThat(read.get("crcOk").asBoolean()).isTrue();
    assertThat(texts(read.get("named"))).isEqualTo(ASSETS);
    assertThat(texts(read.get("unpacked"))).isEqualTo(ASSETS);
    assertThat(read.get("valid").asBoolean()).isTrue();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(n -> texts.add(n.asText()));
    return texts;
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void weAcceptTheirs(Platform platform) throws Exception {
    BundleContents theirs = verify(platform, "theirs.zip").requireValid();
    BundleContents ours = verify(platform, "ours.zip").requireValid();

    assertThat(theirs.application()).isEqualTo(ours.application());
    assertThat(theirs.assets().stream().map(BundledAsset::asset))
        .containsExactlyElementsOf(ours.assets().stream().map(BundledAsset::asset).toList());
  }

  /** Theirs leaves the old END in front of the new dependencies, where the prefix holds them. */
  @ParameterizedTest
  @MethodSource("platforms")
  void weAcceptTheirsOfAnApplicationThatHadAssetsWhereItKeepsThem(Platform platform)
      throws Exception {
    BundleReport theirs = verify(platform, "theirs-rebundled.zip");
    BundleReport ours = verify(platform, "rebundled.zip");

    assertThat(ours.problems()).isEmpty();
    if (platform.growsLeft()) {
      assertThat(theirs.problems())
          .hasSize(ASSETS.size())
          .allMatch(p -> p.kind() == BundleProblem.Kind.ASSET_UNEXPECTED);
    } else {
      assertThat(theirs.requireValid().application()).isEqualTo(ours.requireValid().application());
    }
  }

  private static BundleReport verify(Platform platform, String file) throws IOException {
    return Bundle.verify(
        folder.resolve(platform.name()).resolve(file),
        VerifyOptions.DEFAULT.withPlatform(platform));
  }

  @Test
  void thePlatformsOfTheTableAreThere() {
    assertThat(platforms().map(Platform::name))
        .containsExactly(
            "argon",
            "boron",
            "esomx",
            "bsom",
            "b5som",
            "tracker",
            "trackerm",
            "p2",
            "msom",
            "electron2",
            "sulu");
  }
}
