package io.assetota.core.bundle;

import static io.assetota.core.bundle.Verdict.LOGO;
import static io.assetota.core.bundle.Verdict.TEXT;
import static io.assetota.core.bundle.Verdict.application;
import static io.assetota.core.bundle.Verdict.assertAmong;
import static io.assetota.core.bundle.Verdict.assertEntryRefused;
import static io.assetota.core.bundle.Verdict.assertHeaderRefused;
import static io.assetota.core.bundle.Verdict.platform;
import static io.assetota.core.bundle.Verdict.right;
import static io.assetota.core.bundle.Verdict.verify;
import static io.assetota.core.module.TestModules.withValidSums;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleProblem.Kind;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.ModuleExtension;
import io.assetota.core.module.ProductData;
import io.assetota.core.module.Vectors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles whose archive is sound, but not what is in it. */
class HostileApplicationTest {
  private static ForgedZip bundleOf(byte[] application, Object... assets) {
    ForgedZip zip = new ForgedZip().add("app.bin", application);
    for (int i = 0; i < assets.length; i += 2) {
      zip.add("assets/" + assets[i], (byte[]) assets[i + 1]);
    }
    return zip;
  }

  @Test
  void thereIsExactlyOneApplication() {
    ForgedZip none = new ForgedZip().add("assets/a.txt", TEXT);
    assertAmong(verify(none), Kind.APPLICATION_MISSING, "no application");

    ForgedZip two = right().add("second.bin", application());
    assertHeaderRefused(two, 3, Kind.APPLICATION_AMBIGUOUS, "it is app.bin already");

    ForgedZip nested = new ForgedZip().add("firmware/app.bin", application());
    assertHeaderRefused(nested, 0, Kind.APPLICATION_MISSING, "this one is in a folder");
  }

  @Test
  void onlyAFileThatEndsWithBinIsTheApplication() {
    assertThat(verify(new ForgedZip().add("firmware", application())).problems())
        .singleElement()
        .extracting(BundleProblem::kind)
        .isEqualTo(Kind.APPLICATION_MISSING);
  }

  @Test
  void anotherRootFileIsWarnedOf() {
    BundleReport report = verify(right().add("README.txt", TEXT));

    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.kind()).isEqualTo(BundleWarning.Kind.EXTRA_ROOT_ENTRY);
              assertThat(w.subject()).isEqualTo("README.txt");
            });
  }

  @Test
  void entriesInOtherFoldersAreIgnored() {
    BundleReport report = verify(right().add("META-INF/release.dsse.json", TEXT));

    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void aDamagedApplicationIsFound() {
    byte[] crc = application();
    crc[crc.length - 1] ^= 1;
    assertEntryRefused(bundleOf(crc), 0, Kind.APPLICATION_DAMAGED, "CRC-32 of the application is");

    byte[] hash = application();
    hash[hash.length - 20] ^= 1;
    BundleReport both = verify(bundleOf(hash));
    assertAmong(both, Kind.APPLICATION_DAMAGED, "SHA-256 of the application is");
    assertAmong(both, Kind.APPLICATION_DAMAGED, "CRC-32 of the application is");
  }

  @Test
  void anApplicationThatIsNoModuleIsFound() {
    assertEntryRefused(bundleOf(TEXT), 0, Kind.APPLICATION_DAMAGED, "not a module");
    assertEntryRefused(bundleOf(new byte[4096]), 0, Kind.APPLICATION_DAMAGED, "no valid prefix");
    assertEntryRefused(
        bundleOf(Arrays.copyOf(application(), 1000)),
        0,
        Kind.APPLICATION_DAMAGED,
        "but there are 1000");
  }

  @Test
  void aSuffixLargerThanTheModuleIsFound() {
    byte[] module = application();
    ByteBuffer.wrap(module)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(module.length - 6, (short) 0xfff0);
    assertEntryRefused(
        bundleOf(withValidSums(module)),
        0,
        Kind.APPLICATION_DAMAGED,
        "suffix size 65520 is larger");
  }

  @Test
  void anExtensionOfLengthZeroIsFound() {
    byte[] module = application("a.txt", TEXT);
    int extension = indexOf(module, "a.txt".getBytes(UTF_8)) - 34 - 4;
    module[extension + 2] = 0;
    assertEntryRefused(
        bundleOf(withValidSums(module), "a.txt", TEXT),
        0,
        Kind.APPLICATION_DAMAGED,
        "extension 0x0012 claims a length of 0 bytes");
  }

  private static int indexOf(byte[] in, byte[] what) {
    return com.google.common.primitives.Bytes.indexOf(in, what);
  }

  @Test
  void twoDependenciesOfOneNameAreFound() throws Exception {
    ModuleExtension.AssetDependency one =
        ModuleExtension.AssetDependency.on(new AssetReference("a.txt", AssetHash.ofContent(TEXT)));
    ModuleExtension.AssetDependency two =
        ModuleExtension.AssetDependency.on(new AssetReference("a.txt", AssetHash.ofContent(LOGO)));
    byte[] module =
        ModuleEditor.edit(FirmwareModule.parse(application()))
            .replace(e -> false, List.of(one, two))
            .toByteArray();

    assertEntryRefused(
        bundleOf(module, "a.txt", TEXT),
        0,
        Kind.APPLICATION_DAMAGED,
        "two asset dependencies are named a.txt");
  }

  @Test
  void aDependencyWhoseNameLeadsElsewhereIsFound() throws Exception {
    ModuleExtension.AssetDependency evil =
        new ModuleExtension.AssetDependency("../evil", AssetHash.ofContent(TEXT));
    byte[] module =
        ModuleEditor.edit(FirmwareModule.parse(application()))
            .replace(e -> false, List.of(evil))
            .toByteArray();

    assertEntryRefused(bundleOf(module), 0, Kind.NAME_MALFORMED, "asset dependency: ");
  }

  @Test
  void onlyAUserPartIsAnApplication() {
    byte[] system = application();
    system[14] = 4;
    assertEntryRefused(
        bundleOf(withValidSums(system)), 0, Kind.APPLICATION_UNSUITABLE, "but a system part");
    byte[] compressed = application();
    compressed[9] = 2;
    assertEntryRefused(
        bundleOf(withValidSums(compressed)), 0, Kind.APPLICATION_UNSUITABLE, "is compressed");
    byte[] combined = application();
    combined[9] = 4;
    assertEntryRefused(
        bundleOf(withValidSums(combined)), 0, Kind.APPLICATION_UNSUITABLE, "is combined");
  }

  @Test
  void assetsNeedDeviceOs550() {
    byte[] module = application("a.txt", TEXT);
    ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN).putShort(18, (short) 5499);
    assertEntryRefused(
        bundleOf(withValidSums(module), "a.txt", TEXT),
        0,
        Kind.APPLICATION_UNSUITABLE,
        "need Device OS 5.5.0 or later");
    byte[] withoutAssets = application();
    ByteBuffer.wrap(withoutAssets).order(ByteOrder.LITTLE_ENDIAN).putShort(18, (short) 3000);
    assertThat(verify(bundleOf(withValidSums(withoutAssets))).problems()).isEmpty();
  }

  @Test
  void assetsAreThoseThatTheApplicationNames() {
    assertEntryRefused(
        bundleOf(application("a.txt", TEXT)),
        0,
        Kind.ASSET_MISSING,
        "needs the asset a.txt (fe1a4c47), which is not in the bundle");
    assertEntryRefused(
        bundleOf(application("a.txt", TEXT), "a.txt", TEXT, "b.txt", LOGO),
        2,
        Kind.ASSET_UNEXPECTED,
        "does not name this asset");
    assertEntryRefused(
        bundleOf(application("a.txt", TEXT), "a.txt", LOGO),
        1,
        Kind.ASSET_HASH_MISMATCH,
        "but the application asks for fe1a4c47");
  }

  @Test
  void anAssetUnderAnotherNameIsToldByItsHash() {
    BundleReport report = verify(bundleOf(application("a.txt", TEXT), "b.txt", TEXT));

    assertAmong(report, Kind.ASSET_UNEXPECTED, "names this content a.txt");
    assertAmong(report, Kind.ASSET_MISSING, "needs the asset a.txt");
  }

  @Test
  void applicationsWithoutAssetsAreFine() {
    assertThat(verify(bundleOf(application())).problems()).isEmpty();
  }

  @Test
  void thePlatformMustBeTheOneAskedFor() {
    byte[] bundle = right().build();

    assertThat(verify(bundle, platform("tracker")).problems()).isEmpty();
    assertAmong(
        verify(bundle, platform("p2")), Kind.PLATFORM, "is for tracker (26), not for p2 (32)");
  }

  @Test
  void anUnknownPlatformHasNoLimits() {
    byte[] module = application("a.txt", TEXT);
    module[12] = (byte) 200;
    assertEntryRefused(
        bundleOf(withValidSums(module), "a.txt", TEXT),
        0,
        Kind.PLATFORM,
        "platform 200 is unknown");
  }

  @Test
  void aPlatformWithoutAssetStorageIsFound() {
    byte[] module = application("a.txt", TEXT);
    module[12] = 6;
    assertEntryRefused(
        bundleOf(withValidSums(module), "a.txt", TEXT),
        0,
        Kind.PLATFORM,
        "does not support assets");
  }

  @Test
  void everyExceededLimitIsReported() {
    byte[] huge = Vectors.incompressible("huge", 2_100_000);
    BundleReport report = verify(bundleOf(application("huge", huge), "huge", huge));

    assertThat(report.problems()).hasSize(2).allMatch(p -> p.kind() == Kind.LIMIT_EXCEEDED);
    assertAmong(
        report, Kind.LIMIT_EXCEEDED, "Asset huge exceeds maximum single asset size limit by");
    assertAmong(report, Kind.LIMIT_EXCEEDED, "Total size of assets exceeds platform limits by");
  }

  @Test
  void theOwnerOfAGatewaySetsItsLimits() throws Exception {
    byte[] module =
        ModuleEditor.edit(wrapped(Platform.LINUX, TEXT))
            .withAssetDependencies(List.of(new AssetReference("x", AssetHash.ofContent(LOGO))))
            .toByteArray();
    byte[] bundle = bundleOf(module, "x", LOGO).build();
    Platform small = Platform.LINUX.withStorage(new StorageLimits(0, 1000));

    assertThat(verify(bundle).problems()).isEmpty();
    assertThat(verify(bundle, VerifyOptions.DEFAULT.withPlatform(small)).problems()).hasSize(2);
  }

  @Test
  void anApplicationTooLongForItsPlatformIsFound() throws Exception {
    byte[] module =
        wrapped(Platform.byName("boron").orElseThrow(), new byte[300_000]).toByteArray();
    assertEntryRefused(
        bundleOf(module), 0, Kind.LIMIT_EXCEEDED, "exceeds the size limit of boron (13) by");
  }

  private static FirmwareModule wrapped(Platform platform, byte[] payload) throws AssetException {
    return ApplicationModule.wrap(
        platform, new ProductData(ProductData.NONE.id(), 1), 5500, "a.jar", payload);
  }

  private static ForgedZip withVariables(String json, byte[] asset) {
    return new ForgedZip()
        .add("app.bin", application("env", asset))
        .add("assets/env", asset)
        .add("env.json", json.getBytes(UTF_8));
  }

  private static byte[] variables(String name, String value) {
    return new EnvironmentVariables(Map.of(name, value)).encode();
  }

  @Test
  void environmentVariablesAreTheSameInBothPlaces() {
    assertThat(
            verify(withVariables("{\"A\":\"b\"}", variables("A", "b")))
                .contents()
                .orElseThrow()
                .environment())
        .contains(new EnvironmentVariables(Map.of("A", "b")));
    assertEntryRefused(
        withVariables("{\"A\":\"b\"}", variables("A", "c")),
        1,
        Kind.ENVIRONMENT,
        "holds other variables than env.json");
    assertEntryRefused(
        new ForgedZip().add("app.bin", application()).add("env.json", "{}".getBytes(UTF_8)),
        1,
        Kind.ENVIRONMENT,
        "missing as the asset env");
    assertEntryRefused(
        new ForgedZip()
            .add("app.bin", application())
            .add("env/env-vars.json", "{}".getBytes(UTF_8)),
        1,
        Kind.ENVIRONMENT,
        "missing as the asset env-vars");
  }

  @Test
  void theOlderFormOfTheEnvironmentIsReadWithAWarning() {
    byte[] asset = variables("A", "b");
    BundleReport report =
        verify(
            new ForgedZip()
                .add("app.bin", application("env-vars", asset))
                .add("assets/env-vars", asset)
                .add("env/env-vars.json", "{\"A\":\"b\"}".getBytes(UTF_8)));

    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings())
        .extracting(BundleWarning::kind)
        .containsExactly(BundleWarning.Kind.OLD_ENVIRONMENT);
    assertThat(report.contents().orElseThrow().environment())
        .contains(new EnvironmentVariables(Map.of("A", "b")));
  }

  /** And a device gets it as one: compressed, and of any length. */
  @ParameterizedTest
  @ValueSource(strings = {"env", "env-vars"})
  void withoutItsJsonAnAssetOfThatNameIsAnOrdinaryOne(String name) throws Exception {
    byte[] large = new byte[100_000];
    ForgedZip zip = bundleOf(application(name, large), name, large);

    assertThat(verify(zip).problems()).isEmpty();
    try (Bundle bundle = Bundle.open(new Channel(zip.build()))) {
      ByteArrayOutputStream module = new ByteArrayOutputStream();
      AssetReference asset = bundle.readApplication().assetDependencies().get(0);
      bundle.writeAssetModule(asset, module);
      assertThat(bundle.asset(name).orElseThrow().assetModuleLength(asset))
          .isEqualTo(module.size())
          .isLessThan(large.length);
    }
  }

  @Test
  void twoPlacesOfVariablesAreFound() {
    ForgedZip zip = withVariables("{\"A\":\"b\"}", variables("A", "b"));
    zip.add("env/env-vars.json", "{\"A\":\"b\"}".getBytes(UTF_8));
    assertEntryRefused(zip, 3, Kind.ENVIRONMENT, "are in env.json already");
  }

  @Test
  void anotherFileAmongTheVariablesIsWarnedOf() {
    assertThat(verify(right().add("env/notes.txt", TEXT)).warnings())
        .extracting(BundleWarning::kind)
        .containsExactly(BundleWarning.Kind.UNKNOWN_ENTRY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"A\":1} | environment.A is not a string",
        "{\"A\":null} | environment.A is not a string",
        "{\"A\":{}} | environment.A is not a string",
        "[\"A\"] | environment is not an object",
        "{\"A\":\"b\",\"A\":\"b\"} | Duplicate field 'A'",
        "{\"A\":\"b\"} {} | more text behind",
        "{\"A\":\"b\"  | not valid JSON",
        "{\"a\":\"b\"} | Invalid variable name: a",
        "nothing | not valid JSON",
      })
  void variablesThatAreNoStringsByNameAreFound(String json, String message) {
    assertAmong(verify(withVariables(json, variables("A", "b"))), Kind.ENVIRONMENT, message);
  }

  @Test
  void variablesThatAreNoTextAreFound() {
    ForgedZip zip =
        new ForgedZip()
            .add("app.bin", application())
            .add("env.json", new byte[] {'{', '"', (byte) 0xff, '"'});
    assertAmong(verify(zip), Kind.ENVIRONMENT, "not UTF-8");
  }

  @Test
  void tooLargeVariablesAreNotParsed() {
    String json = "{\"A\":\"" + "b".repeat(20_000) + "\"}";
    assertAmong(
        verify(withVariables(json, variables("A", "b"))),
        Kind.ENVIRONMENT,
        "longer than 16384 bytes");
    byte[] asset = variables("A", "b".repeat(20_000));
    assertAmong(verify(withVariables("{\"A\":\"b\"}", asset)), Kind.ENVIRONMENT, "exceed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void variablesThatAreNoProtobufAreFound(int first) {
    byte[] asset = {(byte) first, (byte) 0xff, (byte) 0xff};
    assertAmong(verify(withVariables("{\"A\":\"b\"}", asset)), Kind.ENVIRONMENT, "assets/env");
  }

  @Test
  void tooManyVariablesAreFound() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 101; i++) {
      many.put("V" + i, "");
    }
    byte[] asset = new EnvironmentVariables(many).encode();
    assertAmong(
        verify(withVariables("{\"A\":\"b\"}", asset)), Kind.ENVIRONMENT, "at most 100 are allowed");
  }
}
