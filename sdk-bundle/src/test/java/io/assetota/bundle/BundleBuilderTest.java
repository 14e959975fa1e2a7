package io.assetota.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.AssetModule;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleBuilderTest {
  @TempDir Path folder;
  private Path app;
  private Path assets;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    app = Vectors.path("apps/tracker.bin");
    assets = Files.createDirectory(folder.resolve("assets"));
    out = folder.resolve("release.zip");
    for (String name : List.of("a.txt", "logo.bin", "config.json")) {
      Files.write(assets.resolve(name), Vectors.bytes("assets/" + name));
    }
  }

  private BundleBuilder builder() throws IOException {
    return BundleBuilder.forApplication(app);
  }

  private static BundleException refused(BundleBuilder builder, Path out) {
    return catchThrowableOfType(BundleException.class, () -> builder.writeTo(out));
  }

  @Test
  void theResultTellsWhatIsInIt() throws Exception {
    BundleResult result = builder().assetsFrom(assets).writeTo(out);

    BundleContents contents = result.contents();
    assertThat(contents.applicationName()).isEqualTo("tracker.bin");
    assertThat(contents.assets())
        .extracting(BundledAsset::name)
        .containsExactly("a.txt", "config.json", "logo.bin");
    BundledAsset text = contents.assets().get(0);
    assertThat(text.asset().hash()).isEqualTo(AssetHash.ofContent(Vectors.bytes("assets/a.txt")));
    assertThat(text.size()).isEqualTo(13);
    assertThat(text.packedSize()).isEqualTo(15);
    assertThat(text.moduleSize()).isEqualTo(144);
    assertThat(text.storageSize()).isEqualTo(4096);
    assertThat(contents.limits().orElseThrow().total()).isEqualTo(3 * 4096);
    assertThat(contents.limits().orElseThrow().limits().total()).isEqualTo(2_056_192);
    assertThat(result.warnings()).isEmpty();
    assertThat(result.fileSize()).isEqualTo(Files.size(out));
    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).requireValid()).isEqualTo(contents);
  }

  @Test
  void theModuleSizeIsThatOfTheModuleThatTheEntryBecomes() throws Exception {
    BundleResult result =
        builder().assetsFrom(assets).environment(variables("NAME", "value")).writeTo(out);

    try (Bundle bundle = Bundle.open(out)) {
      for (BundledAsset asset : result.contents().assets()) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        bundle.writeAssetModule(asset.asset(), module);
        assertThat(module.size()).isEqualTo(asset.moduleSize());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"})
  void theSameInputGivesTheSameBytesInEveryTimeZone(String zone) throws Exception {
    builder().assetsFrom(assets).writeTo(out);
    Path other = folder.resolve("other.zip");
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      builder()
          .asset(assets.resolve("logo.bin"))
          .asset(assets.resolve("config.json"))
          .asset(assets.resolve("a.txt"))
          .writeTo(other);
    } finally {
      TimeZone.setDefault(before);
    }

    assertThat(other).hasSameBinaryContentAs(out);
  }

  @Test
  void entriesHaveTheEarliestTimeAndNoExtraFields() throws Exception {
    builder().assetsFrom(assets).environment(variables("A", "b")).writeTo(out);

    try (ZipFile zip = new ZipFile(out.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "tracker.bin",
              "assets/a.txt",
              "assets/config.json",
              "assets/logo.bin",
              "assets/env",
              "env.json");
      assertThat(zip.stream())
          .allSatisfy(
              e -> {
                assertThat(e.getTimeLocal()).isEqualTo("1980-01-01T00:00:00");
                assertThat(e.getExtra()).isNull();
                assertThat(e.getMethod()).isEqualTo(ZipEntry.DEFLATED);
              });
      byte[] json = zip.getInputStream(zip.getEntry("env.json")).readAllBytes();
      assertThat(new String(json, UTF_8)).isEqualTo("{\n  \"A\": \"b\"\n}");
    }
  }

  @Test
  void theOrderIsThatOfCodePoints() throws Exception {
    // U+FF5E sorts behind U+1F600 in UTF-16, and before it by code point.
    List<String> names = List.of("B", "a", "\uff5e", "\ud83d\ude00");
    BundleBuilder builder = builder();
    List<String> shuffled = new ArrayList<>(names);
    Collections.reverse(shuffled);
    shuffled.forEach(n -> builder.asset(n, new byte[1]));

    assertThat(builder.writeTo(out).contents().assets())
        .extracting(BundledAsset::name)
        .containsExactlyElementsOf(names);
    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).problems()).isEmpty();
  }

  @Test
  void whatIsNoAssetIsLeftOutWithAWarning() throws Exception {
    Files.createDirectory(assets.resolve("fonts"));
    Files.createDirectory(assets.resolve("__MACOSX"));
    for (String name : List.of(".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore")) {
      Files.createFile(assets.resolve(name));
    }
    Files.createSymbolicLink(assets.resolve("nowhere"), Path.of("missing"));

    BundleResult result = builder().assetsFrom(assets).writeTo(out);

    assertThat(result.contents().assets()).hasSize(3);
    assertThat(result.warnings())
        .extracting(w -> Path.of(w.subject()).getFileName().toString(), BundleWarning::kind)
        .containsExactlyInAnyOrder(
            tuple("fonts", BundleWarning.Kind.SUB_FOLDER),
            tuple("__MACOSX", BundleWarning.Kind.JUNK_FILE),
            tuple(".DS_Store", BundleWarning.Kind.JUNK_FILE),
            tuple("Thumbs.db", BundleWarning.Kind.JUNK_FILE),
            tuple("desktop.ini", BundleWarning.Kind.JUNK_FILE),
            tuple(".gitignore", BundleWarning.Kind.HIDDEN_FILE),
            tuple("nowhere", BundleWarning.Kind.NOT_A_FILE));
  }

  @Test
  void withoutAssetsTheApplicationStaysAsItIs() throws Exception {
    BundleResult result = builder().writeTo(out);

    assertThat(result.contents().application()).isEqualTo(FirmwareModule.read(app));
    assertThat(result.warnings())
        .extracting(BundleWarning::kind)
        .containsExactly(BundleWarning.Kind.NO_ASSETS);
    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).isValid()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tracker", "p2", "msom", "argon-vector-table", "boron-odd-size"})
  void anApplicationThatHasAssetsGetsTheNewOnes(String name) throws Exception {
    Path first = folder.resolve("first.zip");
    BundleBuilder.forApplication(Vectors.path("apps/" + name + ".bin"))
        .assetsFrom(assets)
        .writeTo(first);
    FirmwareModule bundled;
    try (Bundle bundle = Bundle.open(first)) {
      bundled = bundle.readApplication();
    }

    BundleResult second =
        BundleBuilder.forApplication(bundled).asset("new.txt", new byte[10]).writeTo(out);
    BundleResult none = BundleBuilder.forApplication(bundled).writeTo(folder.resolve("none.zip"));

    assertThat(second.contents().assets()).extracting(BundledAsset::name).containsOnly("new.txt");
    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).problems()).isEmpty();
    assertThat(none.contents().application().assetDependencies()).isEmpty();
    assertThat(Bundle.verify(none.file(), VerifyOptions.DEFAULT).problems()).isEmpty();
  }

  @Test
  void largeAssetsGoThroughTemporaryFilesAndLeaveNone() throws Exception {
    byte[] large = Vectors.incompressible("large", 6 << 20);
    Platform gateway = Platform.LINUX;
    List<BundleProgress> events = Collections.synchronizedList(new ArrayList<>());

    BundleResult result =
        BundleBuilder.forApplication(ApplicationWrapper.forVersion(1).wrap("a.jar", new byte[9]))
            .platform(gateway)
            .asset("large.bin", large)
            .listener(events::add)
            .writeTo(out);

    assertThat(result.contents().assets().get(0).size()).isEqualTo(large.length);
    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).problems()).isEmpty();
    assertThat(events)
        .contains(
            new BundleProgress.Compressing(large.length, large.length),
            new BundleProgress.Compressed(result.contents().assets().get(0)),
            new BundleProgress.Written("application.bin"),
            new BundleProgress.Written("assets/large.bin"));
  }

  /** The build gives the tests a heap of 256 MiB. */
  @Test
  void memoryDoesNotGrowWithTheAsset() throws Exception {
    Path image = folder.resolve("disk.img");
    try (RandomAccessFile sparse = new RandomAccessFile(image.toFile(), "rw")) {
      sparse.setLength(300L << 20);
    }

    BundleResult result =
        BundleBuilder.forApplication(ApplicationWrapper.forVersion(1).wrap("a.jar", new byte[9]))
            .asset(image)
            .writeTo(out);

    assertThat(result.contents().assets().get(0).size()).isEqualTo(300L << 20);
    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).problems()).isEmpty();
  }

  @Test
  void aGatewayMayHaveTenThousandAssets() throws Exception {
    BundleBuilder builder =
        BundleBuilder.forApplication(ApplicationWrapper.forVersion(1).wrap("a.jar", new byte[9]));
    for (int i = 0; i < BundleLimits.MAX_ASSETS; i++) {
      builder.asset("asset-" + i, new byte[0]);
    }

    builder.writeTo(out);

    BundleReport report = Bundle.verify(out, VerifyOptions.DEFAULT);
    assertThat(report.problems()).isEmpty();
    assertThat(report.contents().orElseThrow().assets()).hasSize(BundleLimits.MAX_ASSETS);
    builder.asset("one-more", new byte[0]);
    assertThat(refused(builder, out)).hasMessageContaining("a bundle has at most 10000");
  }

  @Test
  void moreAssetsThanASuffixHoldsAreRefusedElsewhere() throws Exception {
    BundleBuilder builder = BundleBuilder.forApplication(Vectors.path("apps/tracker.bin"));
    for (int i = 0; i < 1500; i++) {
      builder.asset("asset-" + i, new byte[0]);
    }

    assertThat(refused(builder, out))
        .hasMessageContaining("tracker.bin: the extensions make a suffix of");
  }

  @Test
  void everyProblemIsReportedAtOnce() throws Exception {
    byte[] damaged = Files.readAllBytes(app);
    damaged[100] ^= 1;
    Path broken = Files.write(folder.resolve("broken.bin"), damaged);
    Files.createFile(assets.resolve("A.TXT"));

    BundleException e =
        refused(
            BundleBuilder.forApplication(broken)
                .assetsFrom(assets)
                .asset("a.txt", new byte[0])
                .asset("..", new byte[0])
                .asset("env", new byte[0])
                .asset(folder.resolve("missing.png"))
                .assetsFrom(folder.resolve("missing"))
                .asset("huge", Vectors.incompressible("huge", 2_100_000)),
            out);

    assertThat(e.problems())
        .as("%s", e.getMessage())
        .extracting(BundleProblem::kind)
        .containsExactlyInAnyOrder(
            BundleProblem.Kind.APPLICATION_DAMAGED,
            BundleProblem.Kind.APPLICATION_DAMAGED,
            BundleProblem.Kind.NAME_AMBIGUOUS,
            BundleProblem.Kind.NAME_DUPLICATE,
            BundleProblem.Kind.NAME_MALFORMED,
            BundleProblem.Kind.ENVIRONMENT,
            BundleProblem.Kind.SOURCE,
            BundleProblem.Kind.SOURCE,
            BundleProblem.Kind.LIMIT_EXCEEDED,
            BundleProblem.Kind.LIMIT_EXCEEDED);
    assertThat(e).hasMessageContaining("10 problems").hasMessageContaining("missing.png");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFailureLeavesTheOldBundleAndNothingElse() throws Exception {
    Files.writeString(out, "old");
    BundleBuilder builder =
        builder()
            .assetsFrom(assets)
            .listener(
                event -> {
                  if (event instanceof BundleProgress.Written) {
                    throw new CancellationException("the user changed his mind");
                  }
                });

    assertThatThrownBy(() -> builder.writeTo(out)).isInstanceOf(CancellationException.class);

    assertThat(out).hasContent("old");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(assets, out);
    }
  }

  @Test
  void aListenerCanEndTheBuildWhileAssetsAreCompressed() throws Exception {
    BundleBuilder builder =
        builder()
            .assetsFrom(assets)
            .listener(
                event -> {
                  throw new CancellationException("no");
                });

    assertThatThrownBy(() -> builder.writeTo(out)).isInstanceOf(CancellationException.class);
    assertThat(out).doesNotExist();
  }

  @Test
  void theBundleReplacesAnOlderOne() throws Exception {
    Files.writeString(out, "old");

    builder().assetsFrom(assets).writeTo(out);

    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).isValid()).isTrue();
  }

  @Test
  void deviceOsMustKnowAssets() throws Exception {
    FirmwareModule old =
        ApplicationWrapper.forVersion(1).withDeviceOs(4000).wrap("a.jar", new byte[9]);

    BundleException e = refused(BundleBuilder.forApplication(old).asset("a", new byte[1]), out);

    assertThat(e.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.kind()).isEqualTo(BundleProblem.Kind.APPLICATION_UNSUITABLE);
              assertThat(p.message()).contains("Device OS 5.5.0").contains("4000");
            });
    BundleBuilder.forApplication(old).writeTo(out); // without assets it may be older
  }

  @Test
  void onlyAnApplicationIsBundled() throws Exception {
    FirmwareModule asset;
    try (InputStream in =
        new ByteArrayInputStream(assetModule("a.txt", Vectors.bytes("assets/a.txt")))) {
      asset = FirmwareModule.read(in);
    }

    BundleException e = refused(BundleBuilder.forApplication(asset).asset("a", new byte[1]), out);

    assertThat(e).hasMessageContaining("not an application").hasMessageContaining("compressed");
  }

  private byte[] assetModule(String name, byte[] content) throws IOException {
    Path bundle = folder.resolve("for-module.zip");
    BundleResult result = BundleBuilder.forApplication(app).asset(name, content).writeTo(bundle);
    ByteArrayOutputStream module = new ByteArrayOutputStream();
    try (Bundle open = Bundle.open(bundle)) {
      open.writeAssetModule(result.contents().assets().get(0).asset(), module);
    }
    return module.toByteArray();
  }

  @Test
  void thePlatformMustBeTheOneAskedForAndItsLimitsCount() throws Exception {
    BundleException other =
        refused(builder().platform(Platform.byName("boron").orElseThrow()), out);
    BundleException small =
        refused(
            BundleBuilder.forApplication(ApplicationWrapper.forVersion(1).wrap("j", new byte[1]))
                .platform(Platform.LINUX.withStorage(new StorageLimits(8192, 8192)))
                .asset("a", new byte[1])
                .asset("b", new byte[1])
                .asset("c", new byte[1]),
            out);

    assertThat(other).hasMessageContaining("is for tracker (26), not for boron (13)");
    assertThat(small).hasMessage("Total size of assets exceeds platform limits by 4096 bytes");
  }

  @Test
  void aPlatformWithoutAssetStorageIsRefused() throws Exception {
    FirmwareModule photon =
        ApplicationWrapper.forVersion(1)
            .withPlatform(Platform.byName("photon").orElseThrow())
            .wrap("x", new byte[10]);

    assertThat(refused(BundleBuilder.forApplication(photon).asset("a", new byte[1]), out))
        .hasMessageContaining("does not support assets");
  }

  @Test
  void anApplicationThatGetsTooLongForItsPlatformIsRefused() throws Exception {
    FirmwareModule large =
        ApplicationWrapper.forVersion(1)
            .withPlatform(Platform.byName("tracker").orElseThrow())
            .wrap("x", new byte[262_040]);

    assertThat(refused(BundleBuilder.forApplication(large).asset("a", new byte[1]), out))
        .hasMessageContaining("exceeds platform size limits by");
  }

  @Test
  void aFileThatIsNoModuleIsNamed() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");

    assertThatThrownBy(() -> BundleBuilder.forApplication(text))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("notes.txt")
        .hasMessageContaining("not a module");
  }

  @ParameterizedTest
  @ValueSource(strings = {"env.json", "assets", "kiosk", "META-INF", "a/b.bin", ""})
  void theApplicationNeedsANameOfItsOwn(String name) throws Exception {
    assertThat(refused(BundleBuilder.forApplication(FirmwareModule.read(app), name), out))
        .isNotNull();
  }

  @Test
  void anOutputThatCanNotBeWrittenIsNamedItself() throws Exception {
    Path missing = folder.resolve("missing").resolve("out.zip");
    assertThatThrownBy(() -> builder().assetsFrom(assets).writeTo(missing))
        .isInstanceOfSatisfying(
            FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(missing.toString()));
    Path device = Path.of("/dev/full");
    assumeThat(device).exists();
    assertThatThrownBy(() -> builder().assetsFrom(assets).writeTo(device))
        .isInstanceOf(AssetException.class)
        .hasMessage("/dev/full is no file that could be replaced: name another");
    assertThat(device).exists();
  }

  @Test
  void anOutputMayHaveTheLongestName() throws Exception {
    Path longest = folder.resolve("x".repeat(251) + ".zip");
    builder().assetsFrom(assets).writeTo(longest);
    assertThat(longest).exists();
  }

  @Test
  void aNameThatCouldNotBeReadIsRefused() throws Exception {
    assertThat(refused(builder().asset("gr\ufffd\ufffdn.txt", new byte[1]), out))
        .hasMessageContaining("contains U+FFFD")
        .hasMessageContaining("LC_ALL=C.UTF-8");
  }

  @Test
  void aProjectNamesItsAssetsAndItsVariables() throws Exception {
    Files.writeString(folder.resolve("env.json"), "{\"FOO\": \"bar\", \"BAZ\": \"\"}");
    Path file =
        Files.writeString(
            folder.resolve("project.properties"),
            "name=kiosk\n# the assets\nassetOtaDir=assets\nenv=env.json\n");

    BundleResult result = builder().project(ProjectProperties.read(file)).writeTo(out);

    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("FOO", "bar");
    expected.put("BAZ", "");
    assertThat(result.contents().environment()).contains(new EnvironmentVariables(expected));
    assertThat(result.contents().assets())
        .extracting(BundledAsset::name)
        .containsExactly("a.txt", "config.json", "logo.bin", "env");
    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).requireValid().environment())
        .contains(new EnvironmentVariables(expected));
  }

  @Test
  void theEnvironmentBecomesAPlainModuleOfItsOwnType() throws Exception {
    BundleResult result = builder().environment(variables("FOO", "bar")).writeTo(out);

    Path module = folder.resolve("env.module");
    try (Bundle bundle = Bundle.open(out);
        OutputStream target = Files.newOutputStream(module)) {
      bundle.writeAssetModule(result.contents().assets().get(0).asset(), target);
    }
    try (SeekableByteChannel channel = Files.newByteChannel(module)) {
      AssetModule parsed = AssetModule.verify(channel);
      assertThat(parsed.assetType()).isEqualTo(1);
      assertThat(parsed.compressed()).isFalse();
    }
  }

  @Test
  void variablesThatOnlyFitAsProtobufAreRefused() throws Exception {
    // Each control character takes six bytes in JSON.
    EnvironmentVariables variables = EnvironmentVariables.of(Map.of("A", "\u0001".repeat(5000)));

    assertThat(refused(builder().environment(variables), out))
        .hasMessageContaining("env.json")
        .hasMessageContaining("16384");
  }

  private static EnvironmentVariables variables(String name, String value) throws AssetException {
    return EnvironmentVariables.of(Map.of(name, value));
  }

  @Test
  void theApplicationIsEditedAsTheModuleEditorDoes() throws Exception {
    BundleResult result = builder().assetsFrom(assets).writeTo(out);

    assertThat(result.contents().application())
        .isEqualTo(
            ModuleEditor.edit(FirmwareModule.read(app))
                .withAssetDependencies(
                    result.contents().assets().stream().map(BundledAsset::asset).toList()));
  }

  /** The builder is read once, when writing begins. */
  @Test
  void whatIsSetWhileABundleIsWrittenComesTooLate() throws Exception {
    Path out = folder.resolve("once.zip");
    BundleBuilder builder = builder().asset("a.txt", Vectors.bytes("assets/a.txt"));
    builder.listener(
        event ->
            builder
                .asset("late.txt", new byte[1])
                .environment(new EnvironmentVariables(Map.of("LATE", "1")))
                .limits(new BundleLimits(1)));

    BundleResult result = builder.writeTo(out);

    assertThat(result.contents().assets()).extracting(BundledAsset::name).containsExactly("a.txt");
    assertThat(result.contents().environment()).isEmpty();
    assertThat(Bundle.verify(out, VerifyOptions.DEFAULT).problems()).isEmpty();
  }
}
