package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.bundle.BundleBuilder;
import io.assetota.bundle.signing.BundleSigner;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SigningKey;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import io.assetota.ota.source.SourceSizes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates from a web server move what is new, and nothing twice. */
class UpdateOverHttpTest {
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(3, Duration.ofMillis(1), Duration.ofMillis(5)));

  @TempDir private Path folder;

  @Test
  void oneChangedAssetOfEightMovesThatAssetAndLittleElse() throws IOException {
    Map<String, byte[]> assets = Bundles.noise(8, 120_000, 1);
    Path first = Bundles.build(folder.resolve("1.zip"), 1, assets);
    Map<String, byte[]> changed = new TreeMap<>(assets);
    changed.put("asset3.bin", Bundles.noise(120_000, 77));
    Path second = Bundles.build(folder.resolve("2.zip"), 2, changed);

    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(first))) {
      UpdateAgent agent = UpdateAgent.forDevice(device).build();
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        agent.update(source, UpdateListener.NONE);
      }
      Devices.assertHas(device, assets);

      server.replace(Files.readAllBytes(second), "\"v2\"");
      server.resetCounters();
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        UpdateResult result = agent.update(source, UpdateListener.NONE);
        assertThat(result.plan().fetches()).hasSize(1);
      }
      Devices.assertHas(device, changed);
      long limit = 120_000 + Files.size(second) * 2 / 100;
      assertThat(server.bodyBytes()).isLessThan(limit);
    }
  }

  @Test
  void aSmallBundleCostsOneRequest() throws IOException {
    Map<String, byte[]> assets = Bundles.noise(2, 400, 2);
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, assets);
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(bundle));
        BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
      Devices.assertHas(device, assets);
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void aServerWithoutRangesStillWorks() throws IOException {
    Map<String, byte[]> assets = Bundles.noise(3, 100_000, 3);
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, assets);
    Path spool = folder.resolve("spool");
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(bundle))) {
      server.behave(
          (request, response) ->
              response.send(
                  "200 OK",
                  List.of("Content-Length: " + response.content().length),
                  response.content()));
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS.withSpoolFolder(spool))) {
        UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
      }
      Devices.assertHas(device, assets);
      assertThat(server.requests()).isEqualTo(1);
      assertThat(spool).isEmptyDirectory();
    }
  }

  @Test
  void aTransferThatIsCutEvery4KiBGoesOnAndFetchesNothingTwice() throws IOException {
    Map<String, byte[]> assets = Bundles.noise(2, 150_000, 4);
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, assets);
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(bundle))) {
      server.behave(
          (request, response) -> response.serve(response.isFirst() ? Integer.MAX_VALUE : 4096));
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
      }
      Devices.assertHas(device, assets);
      assertThat(server.bodyBytes()).isLessThanOrEqualTo(Files.size(bundle) + 2 * SourceSizes.HEAD);
    }
  }

  @Test
  void aRestartGoesOnBehindWhatIsKept() throws IOException {
    Map<String, byte[]> assets = Bundles.noise(1, 400_000, 5);
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, assets);
    try (RangeServer server = new RangeServer(Files.readAllBytes(bundle))) {
      AtomicInteger asked = new AtomicInteger();
      server.behave(
          (request, response) -> {
            if (response.isFirst() || response.isTail()) {
              asked.set(0);
              response.serve();
            } else if (asked.getAndIncrement() == 0) {
              response.serve(100_000);
            } else {
              response.send("503 Busy", List.of("Content-Length: 0"), new byte[0]);
            }
          });
      HttpOptions once =
          OPTIONS.withRetries(new Retries(1, Duration.ofMillis(1), Duration.ofMillis(1)));
      for (int cut = 0; cut < 3; cut++) {
        try (Installer device = Installer.open(folder.resolve("device"));
            BundleSource source = BundleSource.of(server.uri(), once)) {
          assertThatThrownBy(
                  () -> UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE))
              .isInstanceOf(SourceException.class);
        }
      }
      server.behave((request, response) -> response.serve());
      server.resetCounters();
      try (Installer device = Installer.open(folder.resolve("device"));
          BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
        Devices.assertHas(device, assets);
        assertThat(device.stagingFolder()).isEmptyDirectory();
      }
      assertThat(server.bodyBytes())
          .isLessThan(100_000 + 3 * PartFile.BLOCK + SourceSizes.HEAD + 10_000);
    }
  }

  @Test
  void theApplicationOfASignedBundleComesOnce() throws IOException {
    FirmwareModule application =
        ApplicationModule.wrap(
            Platform.LINUX, new ProductData(1, 1), 5500, "app.jar", Bundles.noise(300_000, 6));
    Path unsigned =
        BundleBuilder.forApplication(application)
            .asset("a", Bundles.noise(1_000, 7))
            .writeTo(folder.resolve("unsigned.zip"))
            .file();
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path signed = folder.resolve("signed.zip");
    BundleSigner.with(key)
        .sign(unsigned, signed, ReleaseTerms.of("kiosk", 1, Instant.parse("2026-01-01T00:00:00Z")));
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(signed));
        BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      UpdateAgent.forDevice(device)
          .trusting(Keyring.pinned("kiosk", KeyRole.anyOf(key.publicKey())))
          .build()
          .update(source, UpdateListener.NONE);
      assertThat(device.status().missing()).isEmpty();
      assertThat(server.bodyBytes()).isLessThan(Files.size(signed) + 2 * SourceSizes.HEAD);
      assertThat(server.requests()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void whatIsKeptOfAnAddressHasNoSecrets() throws IOException {
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, Bundles.noise(1, 1_000, 8));
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(bundle))) {
      URI signed = URI.create(server.uri() + "?signature=secret");
      UpdateAgent agent = UpdateAgent.forDevice(device).build();
      server.behave((request, response) -> response.send("403 Forbidden", List.of(), new byte[0]));
      try (BundleSource source = BundleSource.of(signed, OPTIONS)) {
        assertThatThrownBy(() -> agent.update(source, UpdateListener.NONE))
            .hasMessageContaining(server.uri().getPath())
            .hasMessageNotContaining("secret");
      }
      assertThat(agent.lastResult().orElseThrow().toString()).doesNotContain("secret");
      server.behave((request, response) -> response.serve());
      try (BundleSource source = BundleSource.of(signed, OPTIONS)) {
        agent.update(source, UpdateListener.NONE);
      }
      assertThat(agent.lastResult().orElseThrow().source()).isEqualTo(server.uri() + "?...");
    }
  }
}
