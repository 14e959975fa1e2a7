package io.assetota.cli.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assetota.bundle.BundleBuilder;
import io.assetota.bundle.BundleResult;
import io.assetota.bundle.ProjectProperties;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.ProductData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says of bundles (docs/asset-ota.md). */
class BundlingClaimsTest {
  private static final Release RELEASE =
      Release.of(1, Map.of("logo.png", "a logo", "test1.json", "{}"));

  @TempDir Path top;

  @Test
  void aFolderThatThePropertiesNameIsBundled() throws IOException {
    Path assets = Files.createDirectory(top.resolve("pictures and sounds"));
    Files.writeString(assets.resolve("logo.png"), "a logo");
    Path properties =
        Files.writeString(
            top.resolve("project.properties"), "name=kiosk\nassetOtaDir=pictures and sounds\n");

    BundleResult result =
        BundleBuilder.forApplication(RELEASE.application())
            .project(ProjectProperties.read(properties))
            .writeTo(top.resolve("release.zip"));

    assertThat(result.contents().assets())
        .extracting(a -> a.asset().name())
        .containsExactly("logo.png");
  }

  @Test
  void aBundleIsAZipOfTheApplicationAndTheFolderOfAssets() throws IOException {
    Path bundle = RELEASE.bundle(top);

    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      assertThat(zip.stream().map(Object::toString))
          .containsExactly("application.bin", "assets/logo.png", "assets/test1.json");
      assertThat(zip.getInputStream(zip.getEntry("assets/logo.png")).readAllBytes())
          .isEqualTo("a logo".getBytes(UTF_8));
    }
  }

  @Test
  void theApplicationCarriesNameAndHashOfEachAsset() throws IOException {
    try (Bundle bundle = Bundle.open(RELEASE.bundle(top))) {
      assertThat(bundle.readApplication().assetDependencies())
          .containsExactly(
              new AssetReference("logo.png", AssetHash.ofContent("a logo".getBytes(UTF_8))),
              new AssetReference("test1.json", AssetHash.ofContent("{}".getBytes(UTF_8))));
    }
  }

  @Test
  void aBundleIsMadeFromAnyApplicationThatIsThereAlready() throws IOException {
    Path application = top.resolve("firmware.bin");
    try (OutputStream out = Files.newOutputStream(application)) {
      RELEASE.application().writeTo(out);
    }
    Path bundle = top.resolve("bundle.zip");

    BundleBuilder.forApplication(application).asset("logo.png", new byte[9]).writeTo(bundle);

    assertThat(Bundle.verify(bundle, VerifyOptions.DEFAULT).isValid()).isTrue();
  }

  @Test
  void aBundleThatSomebodyChangedIsRefused() throws IOException {
    Path bundle = RELEASE.bundle(top);
    try (FileSystem zip = FileSystems.newFileSystem(bundle)) {
      Files.writeString(zip.getPath("assets/logo.png"), "another logo");
    }

    assertThat(Bundle.verify(bundle, VerifyOptions.DEFAULT).problems())
        .anySatisfy(p -> assertThat(p.entry()).contains("assets/logo.png"));
  }

  @Test
  void applicationsForAnOlderDeviceOsCanHaveNoAssets() throws IOException {
    BundleBuilder builder =
        BundleBuilder.forApplication(
                ApplicationModule.wrap(
                    Platform.LINUX, new ProductData(1, 1), 5405, "kiosk.jar", new byte[1]))
            .asset("logo.png", new byte[9]);

    assertThatThrownBy(() -> builder.writeTo(top.resolve("bundle.zip")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("Device OS 5.5.0 or later");
  }

  /** In KiB, as the page has them; less what the file system takes for itself. */
  @ParameterizedTest
  @CsvSource({
    "tracker, 2048, 1536",
    "b5som, 2048, 1536",
    "esomx, 2048, 1536",
    "boron, 1152, 592",
    "bsom, 1152, 592",
    "argon, 1152, 592",
    "p2, 1152, 1152"
  })
  void platformsHaveTheirLimits(String platform, long total, long largest) {
    StorageLimits limits = Platform.byName(platform).orElseThrow().storage().orElseThrow();

    assertThat(limits.total()).isEqualTo((total - 40) * 1024);
    assertThat(limits.largestModule()).isEqualTo(largest * 1024);
  }

  @Test
  void moreThanThePlatformHoldsIsRefused() throws IOException {
    byte[] incompressible = new byte[600 * 1024];
    new Random(1).nextBytes(incompressible);
    Release boron = new Release(1, Platform.byName("boron").orElseThrow(), Map.of());
    BundleBuilder builder =
        BundleBuilder.forApplication(boron.application()).asset("film.bin", incompressible);

    assertThatThrownBy(() -> builder.writeTo(top.resolve("bundle.zip")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("Asset film.bin exceeds maximum single asset size limit by");
  }

  @Test
  void gzipTellsRoughlyWhatAnAssetTakes() throws IOException {
    String text = "a line of a log, and its number: ".repeat(20_000);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(text.getBytes(UTF_8));
    }
    try (Bundle bundle = Bundle.open(Release.of(1, Map.of("log.txt", text)).bundle(top))) {
      long length =
          bundle
              .assets()
              .get(0)
              .assetModuleLength(bundle.readApplication().assetDependencies().get(0));
      assertThat(length).isCloseTo(gzip.size(), within(gzip.size() / 10L + 200));
    }
  }

  @Test
  void eachAssetTakesAtLeastFourKibibytes() {
    assertThat(StorageLimits.storageSize(44)).isEqualTo(4096);
  }
}
