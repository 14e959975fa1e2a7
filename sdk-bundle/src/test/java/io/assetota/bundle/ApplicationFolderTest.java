package io.assetota.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.bundle.signing.BundleSigner;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.application.FileContent;
import io.assetota.core.application.StartCommand;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem.Kind;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.module.AssetModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.release.BundleVerifier;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SignedRelease;
import io.assetota.core.release.SigningKey;
import io.assetota.core.release.TrustException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of applications that are folders. */
class ApplicationFolderTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private Path app;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    out = folder.resolve("release.zip");
    app = Files.createDirectories(folder.resolve("kiosk"));
    Files.createDirectories(app.resolve("lib"));
    Files.writeString(app.resolve("app.jar"), "app");
    Files.writeString(app.resolve("lib/a.jar"), "library");
    Files.writeString(app.resolve("lib/copy.jar"), "library");
    Files.writeString(folder.resolve("logo.png"), "logo");
  }

  private FirmwareModule module(ApplicationTree tree) throws IOException {
    return ApplicationWrapper.forVersion(3)
        .wrap("kiosk", ApplicationManifest.of(StartCommand.ofJar("app.jar"), tree.entries()));
  }

  private BundleBuilder builder() throws IOException {
    ApplicationTree tree = ApplicationTree.read(app);
    return BundleBuilder.forApplication(module(tree))
        .asset(folder.resolve("logo.png"))
        .applicationFiles(tree);
  }

  private static AssetHash hash(String content) {
    return AssetHash.ofContent(content.getBytes(UTF_8));
  }

  @Test
  void eachContentIsThereOnceAndIsNoAsset() throws IOException {
    BundleContents built = builder().writeTo(out).contents();
    BundleContents read = Bundle.verify(out, VerifyOptions.DEFAULT).requireValid();
    assertThat(read).isEqualTo(built);
    assertThat(read.assets()).extracting(BundledAsset::name).containsExactly("logo.png");
    assertThat(read.files())
        .extracting(f -> f.asset().hash())
        .containsExactly(hash("app"), hash("library"));
    assertThat(read.manifest().orElseThrow().fileCount()).isEqualTo(3);
    assertThat(read.application().assetDependencies()).hasSize(1);
    try (ZipFile zip = new ZipFile(out.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "application.bin",
              "assets/logo.png",
              "files/" + hash("app"),
              "files/" + hash("library"));
    }
  }

  @Test
  void theSameFolderGivesTheSameBytes() throws IOException {
    builder().writeTo(out);
    byte[] first = Files.readAllBytes(out);
    Files.writeString(app.resolve("lib/a.jar"), "library");
    builder().writeTo(out);
    assertThat(out).hasBinaryContent(first);
  }

  @Test
  void aContentBecomesAModuleOfTheStore() throws IOException {
    builder().writeTo(out);
    Path module = folder.resolve("module");
    try (Bundle bundle = Bundle.open(out);
        OutputStream to = Files.newOutputStream(module)) {
      bundle.writeAssetModule(FileContent.of(hash("library")), to);
    }
    try (FileChannel channel = FileChannel.open(module)) {
      assertThat(AssetModule.verify(channel).asset()).isEqualTo(FileContent.of(hash("library")));
    }
  }

  @Test
  void withoutItsFolderAnApplicationIsNotBundled() throws IOException {
    FirmwareModule module = module(ApplicationTree.read(app));
    BundleBuilder builder = BundleBuilder.forApplication(module).asset(folder.resolve("logo.png"));
    assertThatThrownBy(() -> builder.writeTo(out))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("nobody gave the folder of");
    Files.delete(app.resolve("lib/copy.jar"));
    Files.delete(app.resolve("lib/a.jar"));
    builder.applicationFiles(ApplicationTree.read(app));
    assertThatThrownBy(() -> builder.writeTo(out))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(hash("library") + ", which is not in " + app.toRealPath());
    assertThat(out).doesNotExist();
  }

  @Test
  void anApplicationThatIsNoFolderHasNoFiles() throws IOException {
    BundleBuilder builder =
        BundleBuilder.forApplication(ApplicationWrapper.forVersion(1).wrap("x.jar", new byte[9]))
            .applicationFiles(ApplicationTree.read(app));
    assertThatThrownBy(() -> builder.writeTo(out))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("is no folder");
  }

  @Test
  void aFileThatChangedSinceTheManifestIsNoticed() throws IOException {
    BundleBuilder builder = builder();
    Files.writeString(app.resolve("app.jar"), "other");
    assertThatThrownBy(() -> builder.writeTo(out))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("another content since the manifest was made");
  }

  @Test
  void aFileThatLooksLikeAManifestIsNotWrapped() {
    byte[] payload = "asset-ota application 1\n".getBytes(UTF_8);
    assertThatThrownBy(() -> ApplicationWrapper.forVersion(1).wrap("x", payload))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("begins as the manifest");
  }

  /** Writes the bundle with other entries: without those whose content is empty. */
  private Path forge(Map<String, String> changes) throws IOException {
    builder().writeTo(out);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(out.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    changes.forEach((name, content) -> entries.put(name, content.getBytes(UTF_8)));
    Path forged = folder.resolve("forged.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(forged))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        if (entry.getValue().length > 0) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          zip.write(entry.getValue());
        }
      }
    }
    return forged;
  }

  private void assertRefused(Map<String, String> changes, Kind kind, String message)
      throws IOException {
    BundleReport report = Bundle.verify(forge(changes), VerifyOptions.DEFAULT);
    assertThat(report.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.kind()).isEqualTo(kind);
              assertThat(p.toString()).contains(message);
            });
  }

  @Test
  void filesThatAreMissingUnexpectedOrOthersAreRefused() throws IOException {
    assertRefused(Map.of("files/" + hash("app"), ""), Kind.FILE_MISSING, "SHA-256 " + hash("app"));
    assertRefused(Map.of("files/" + hash("evil"), "evil"), Kind.FILE_UNEXPECTED, "no file of the");
    assertRefused(
        Map.of("files/" + hash("app"), "bad"),
        Kind.FILE_HASH_MISMATCH,
        "SHA-256 is " + hash("bad"));
  }

  @Test
  void otherThingsInTheFolderOfTheFilesMeanNothing() throws IOException {
    Path forged = forge(Map.of("files/readme.txt", "x", "files/a/b", "x"));
    assertThat(Bundle.verify(forged, VerifyOptions.DEFAULT).problems()).isEmpty();
  }

  @Test
  void filesOfAnApplicationThatIsNoFolderMeanNothing() throws IOException {
    byte[] plain = ApplicationWrapper.forVersion(1).wrap("kiosk.jar", new byte[10]).toByteArray();
    Path forged = folder.resolve("plain.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(forged))) {
      zip.putNextEntry(new ZipEntry("kiosk.bin"));
      zip.write(plain);
      zip.putNextEntry(new ZipEntry("files/" + hash("x")));
      zip.write("y".getBytes(UTF_8));
    }
    BundleReport report = Bundle.verify(forged, VerifyOptions.DEFAULT);
    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings())
        .extracting(w -> w.message())
        .anyMatch(m -> m.contains("no folder"));
  }

  @Test
  void aSignatureCoversTheFiles() throws IOException {
    SigningKey key = SigningKey.generate(new java.security.SecureRandom());
    builder().writeTo(out);
    BundleSigner.with(key).sign(out, out, ReleaseTerms.of("kiosk", 1, NOW));
    BundleVerifier verifier =
        BundleVerifier.withKeys(KeyRole.anyOf(key.publicKey()), InstantSource.fixed(NOW));
    try (Bundle bundle = Bundle.open(out)) {
      assertThat(verifier.verifyAll(bundle).problems()).isEmpty();
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(out.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    entries.put("files/" + hash("app"), "bad".getBytes(UTF_8));
    entries.put("files/" + hash("evil"), "evil".getBytes(UTF_8));
    entries.remove("files/" + hash("library"));
    Path forged = folder.resolve("forged.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(forged))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    try (Bundle bundle = Bundle.open(forged)) {
      assertThat(verifier.verifyAll(bundle).problems())
          .extracting(p -> p.message())
          .anyMatch(m -> m.contains(hash("app") + " is not the signed one"))
          .anyMatch(m -> m.contains(hash("evil") + " is not signed"))
          .anyMatch(m -> m.contains(hash("library") + " is not in the bundle"))
          .hasSize(3);
      SignedRelease release = SignedRelease.read(bundle);
      assertThatThrownBy(() -> release.requireContents(bundle))
          .isInstanceOf(TrustException.class)
          .hasMessageContaining("3 reasons");
    }
  }

  @Test
  void twentyThousandFilesAreOrdinary() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 20_000; i++) {
      if (i % 100 == 0) {
        Files.createDirectory(many.resolve("d" + i / 100));
      }
      Files.writeString(many.resolve("d" + i / 100).resolve("C" + i + ".class"), "class " + i);
    }
    Files.writeString(many.resolve("app.jar"), "app");
    ApplicationTree tree = ApplicationTree.read(many);
    BundleBuilder.forApplication(module(tree))
        .asset(folder.resolve("logo.png"))
        .applicationFiles(tree)
        .writeTo(out);
    BundleContents contents = Bundle.verify(out, VerifyOptions.DEFAULT).requireValid();
    assertThat(contents.files()).hasSize(20_001);
    try (Bundle bundle = Bundle.open(out)) {
      for (BundledAsset file : contents.files()) {
        assertThat(bundle.find(file.asset())).isPresent();
      }
    }
  }
}
