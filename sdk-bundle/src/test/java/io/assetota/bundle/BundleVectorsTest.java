package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.EntryKind;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.AssetModule;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kind 'bundle' of the vectors: theirs is read, and ours has the same in it. */
class BundleVectorsTest {
  private static final List<String> ASSETS = List.of("a.txt", "logo.bin", "config.json");
  private static final Map<String, String> ENVIRONMENT = Map.of("FOO", "bar");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tracker.three", "p2.three.env"})
  void bundlesOfThePublicEncoderAreValid(String name) throws Exception {
    BundleReport report =
        Bundle.verify(Vectors.path("bundles/" + name + ".zip"), VerifyOptions.DEFAULT);

    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.requireValid().applicationName()).isEqualTo("firmware.bin");
    for (BundledAsset asset : report.requireValid().assets()) {
      if (ASSETS.contains(asset.name())) {
        assertThat(asset.size()).isEqualTo(Vectors.bytes("assets/" + asset.name()).length);
      }
    }
  }

  @Test
  void theirEnvironmentIsRead() throws Exception {
    BundleReport report =
        Bundle.verify(Vectors.path("bundles/p2.three.env.zip"), VerifyOptions.DEFAULT);

    assertThat(report.requireValid().environment()).contains(new EnvironmentVariables(ENVIRONMENT));
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void theEnvironmentOfTheirOlderVersionIsReadWithAWarning() throws Exception {
    Path old = Vectors.path("bundles/p2.three.env-vars-3.1.3.zip");
    BundleReport report = Bundle.verify(old, VerifyOptions.DEFAULT);

    assertThat(report.requireValid().environment()).contains(new EnvironmentVariables(ENVIRONMENT));
    assertThat(report.warnings())
        .extracting(BundleWarning::kind)
        .containsExactly(BundleWarning.Kind.OLD_ENVIRONMENT);
    Path module = folder.resolve("module");
    try (Bundle bundle = Bundle.open(old);
        OutputStream target = Files.newOutputStream(module)) {
      bundle.writeAssetModule(bundle.readApplication().assetDependencies().get(3), target);
    }
    try (SeekableByteChannel channel = Files.newByteChannel(module)) {
      AssetModule parsed = AssetModule.verify(channel);
      assertThat(parsed.asset().name()).isEqualTo("env-vars");
      assertThat(parsed.assetType()).isEqualTo(1);
      assertThat(parsed.compressed()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"tracker,tracker.three,false", "p2,p2.three.env,true"})
  void oursHasTheSameEntriesAndTheSameApplication(String app, String theirs, boolean environment)
      throws Exception {
    BundleBuilder builder =
        BundleBuilder.forApplication(
            FirmwareModule.read(Vectors.path("apps/" + app + ".bin")), "firmware.bin");
    ASSETS.forEach(name -> builder.asset(Vectors.path("assets/" + name)));
    if (environment) {
      builder.environment(EnvironmentVariables.of(ENVIRONMENT));
    }
    Path file = folder.resolve("ours.zip");
    builder.writeTo(file);

    try (Bundle our = Bundle.open(file);
        Bundle their = Bundle.open(Vectors.path("bundles/" + theirs + ".zip"))) {
      assertThat(our.entries())
          .extracting(BundleEntry::name)
          .containsExactlyInAnyOrderElementsOf(
              their.entries().stream().map(BundleEntry::name).toList());
      for (BundleEntry entry : our.entries()) {
        if (entry.kind() != EntryKind.APPLICATION) {
          assertThat(content(our, entry))
              .isEqualTo(content(their, their.entry(entry.name()).orElseThrow()));
        }
      }
      // Theirs is in the order of the command line, ours in the order of the names.
      List<AssetReference> order = our.readApplication().assetDependencies();
      FirmwareModule sorted =
          ModuleEditor.edit(FirmwareModule.read(Vectors.path("apps/" + app + ".bin")))
              .withAssetDependencies(
                  their.readApplication().assetDependencies().stream()
                      .sorted(Comparator.comparingInt(order::indexOf))
                      .toList());
      assertThat(our.readApplication()).isEqualTo(sorted);
    }
  }

  private static byte[] content(Bundle bundle, BundleEntry entry) throws Exception {
    try (InputStream in = bundle.openContent(entry)) {
      return in.readAllBytes();
    }
  }

  @Test
  void theirEntriesBecomeAssetModulesWithoutCompressing() throws Exception {
    try (Bundle bundle = Bundle.open(Vectors.path("bundles/p2.three.env.zip"))) {
      for (AssetReference asset : bundle.readApplication().assetDependencies()) {
        Path module = folder.resolve(asset.name());
        try (OutputStream out = Files.newOutputStream(module)) {
          bundle.writeAssetModule(asset, out);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(module)) {
          AssetModule verified = AssetModule.verify(channel);
          assertThat(verified.asset()).isEqualTo(asset);
          assertThat(verified.length())
              .isEqualTo(bundle.asset(asset.name()).orElseThrow().assetModuleLength(asset));
          boolean variables = asset.name().equals(EnvironmentVariables.ASSET_NAME);
          assertThat(verified.compressed()).isNotEqualTo(variables);
          assertThat(verified.assetType()).isEqualTo(variables ? 1 : 0);
        }
      }
    }
  }

  /** One that reads from front to back, and believes the local headers. */
  @Test
  void anotherReaderSeesTheSame() throws Exception {
    Path file = folder.resolve("b.zip");
    BundleBuilder.forApplication(Vectors.path("apps/p2.bin"))
        .assetsFrom(Vectors.path("assets"))
        .writeTo(file);

    try (Bundle ours = Bundle.open(file);
        ZipArchiveInputStream theirs = new ZipArchiveInputStream(Files.newInputStream(file))) {
      assertThat(ours.entries()).hasSize(7);
      for (BundleEntry entry : ours.entries()) {
        assertThat(theirs.getNextEntry().getName()).isEqualTo(entry.name());
        try (InputStream our = ours.openContent(entry)) {
          assertThat(our.readAllBytes()).isEqualTo(theirs.readAllBytes());
        }
      }
      assertThat(theirs.getNextEntry()).isNull();
    }
  }
}
