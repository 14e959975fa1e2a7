package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.bundle.signing.BundleSigner;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SigningKey;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an application come as assets do: what is new, once, and from where it stopped. */
class ApplicationFolderUpdateTest {
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(1, Duration.ofMillis(1), Duration.ofMillis(5)));

  private final Map<String, byte[]> assets = Bundles.noise(1, 1_000, 1);
  @TempDir private Path folder;
  private Path app;

  @BeforeEach
  void writeApplication() throws IOException {
    app = Files.createDirectory(folder.resolve("kiosk"));
    for (int i = 0; i < 5; i++) {
      Folders.jar(app.resolve("lib/lib" + i + ".jar"), 4, 30_000, i);
    }
    Folders.jar(app.resolve("app.jar"), 5, 2_000, 100);
    Files.createSymbolicLink(app.resolve("latest.jar"), Path.of("lib/lib4.jar"));
    Files.createDirectory(app.resolve("data"));
  }

  private Path bundle(int version) throws IOException {
    return Folders.bundle(app, version, assets, folder.resolve(version + ".zip"));
  }

  private static UpdateResult update(Installer device, BundleSource source) throws IOException {
    return UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
  }

  @Test
  void fromADiskAllComesAndThenWhatChanged() throws IOException {
    try (Installer device = Installer.open(folder.resolve("device"));
        BundleSource first = BundleSource.of(bundle(1))) {
      UpdateResult result = update(device, first);
      assertThat(result.plan().filesToFetch()).isEqualTo(6);
      assertThat(result.plan().assetsToFetch()).isEqualTo(1);
      Folders.assertIs(device, app);
      assertThat(device.status().available()).extracting(Asset::name).containsExactly("asset0.bin");

      Folders.jar(app.resolve("app.jar"), 5, 2_000, 101);
      Files.delete(app.resolve("lib/lib3.jar"));
      try (BundleSource second = BundleSource.of(bundle(2))) {
        assertThat(update(device, second).plan().fetches()).hasSize(1);
      }
      Folders.assertIs(device, app);
    }
  }

  @Test
  void fromAServerOnlyTheChangedJarMoves() throws IOException {
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(bundle(1)))) {
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        update(device, source);
      }
      Folders.jar(app.resolve("app.jar"), 5, 2_000, 101);
      server.replace(Files.readAllBytes(bundle(2)), "\"v2\"");
      server.resetCounters();
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        UpdateResult result = update(device, source);
        assertThat(result.bytesFetched()).isEqualTo(server.bodyBytes());
        assertThat(result.plan().bytesToFetch()).isLessThanOrEqualTo(result.bytesFetched());
      }
      Folders.assertIs(device, app);
      assertThat(server.bodyBytes()).isLessThan(Files.size(app.resolve("app.jar")) + 32 * 1024);
    }
  }

  @Test
  void whatHasComeOfFilesIsNotFetchedAgain() throws IOException {
    Path bundle = bundle(1);
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(bundle))) {
      UpdateAgent agent = UpdateAgent.forDevice(device).build();
      AtomicLong arrived = new AtomicLong();
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        assertThatThrownBy(
                () ->
                    agent.update(
                        source,
                        new UpdateListener() {
                          @Override
                          public void progress(UpdateProgress progress) {
                            arrived.set(progress.bytes());
                            if (progress.bytes() > 300_000) {
                              agent.cancel();
                            }
                          }
                        }))
            .isInstanceOf(IOException.class);
      }
      assertThat(arrived.get()).isBetween(300_000L, 500_000L);
      server.resetCounters();
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        update(device, source);
      }
      Folders.assertIs(device, app);
      assertThat(server.bodyBytes()).isLessThan(Files.size(bundle) - 200_000);
    }
  }

  @Test
  void aKeyringMakesNothingComeTwice() throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path bundle = bundle(1);
    BundleSigner.with(key)
        .sign(bundle, bundle, ReleaseTerms.of("kiosk", 1, Instant.EPOCH.plusSeconds(1)));
    Keyring keyring = Keyring.pinned("kiosk", KeyRole.anyOf(key.publicKey()));
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(bundle));
        BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      UpdateAgent.forDevice(device).trusting(keyring).build().update(source, UpdateListener.NONE);
      Folders.assertIs(device, app);
      assertThat(server.bodyBytes()).isLessThanOrEqualTo(Files.size(bundle) + 100_000);
    }
  }

  @Test
  void manySmallFilesComeByFewRequests() throws IOException {
    for (int i = 0; i < 400; i++) {
      Path file = app.resolve("classes/p" + i % 20 + "/C" + i + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, Bundles.noise(100 + i % 50, i));
    }
    Path bundle = bundle(1);
    try (Installer device = Installer.open(folder.resolve("device"));
        RangeServer server = new RangeServer(Files.readAllBytes(bundle));
        BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      UpdateResult result = update(device, source);
      assertThat(result.plan().filesToFetch()).isEqualTo(406);
      Folders.assertIs(device, app);
      assertThat(server.requests()).isLessThan(20);
      assertThat(server.bodyBytes()).isLessThan(Files.size(bundle) + 100_000);
    }
  }
}
