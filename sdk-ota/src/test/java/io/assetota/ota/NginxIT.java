package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.install.Installer;
import io.assetota.ota.Nginx.Answer;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.SourceSizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates from a web server that knows nothing of bundles, and counts what it sends. */
class NginxIT {
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(2, Duration.ofMillis(1), Duration.ofMillis(5)));

  @TempDir private Path folder;

  @BeforeEach
  void needNginx() throws InterruptedException {
    Nginx.assumeInstalled();
  }

  private static UpdateResult update(Installer device, URI uri, UpdateListener listener)
      throws IOException {
    try (BundleSource source = BundleSource.of(uri, OPTIONS)) {
      return UpdateAgent.forDevice(device).build().update(source, listener);
    }
  }

  @Test
  void oneChangedAssetOfEightMovesThatAssetAndLittleElse() throws Exception {
    Map<String, byte[]> assets = Bundles.noise(8, 120_000, 1);
    Path first = Bundles.build(folder.resolve("1.zip"), 1, assets);
    Map<String, byte[]> changed = new TreeMap<>(assets);
    changed.put("asset3.bin", Bundles.noise(120_000, 77));
    Path second = Bundles.build(folder.resolve("2.zip"), 2, changed);
    long packed;
    try (Bundle bundle = Bundle.open(second)) {
      packed = bundle.asset("asset3.bin").orElseThrow().packedSize();
    }

    try (Installer device = Installer.open(folder.resolve("device"));
        Nginx nginx = new Nginx(folder.resolve("nginx"), 0)) {
      nginx.start();
      update(device, nginx.publish(first), UpdateListener.NONE);
      nginx.quit();
      nginx.takeLog();

      nginx.start();
      update(device, nginx.publish(second), UpdateListener.NONE);
      nginx.quit();
      assertThat(device.status().missing()).isEmpty();

      List<Answer> answers = nginx.takeLog();
      long bodies = answers.stream().mapToLong(Answer::bodyBytesSent).sum();
      long all = answers.stream().mapToLong(Answer::bytesSent).sum();
      long limit = packed + Files.size(second) * 2 / 100;
      assertThat(answers).allMatch(a -> a.status() == 206).hasSize(3);
      assertThat(bodies).isGreaterThan(packed);
      assertThat(all).as("with headers").isGreaterThan(bodies).isLessThan(limit);
    }
  }

  @Test
  void oneChangedPlaceOfAnAssetMovesItsChunksAndLittleElse() throws Exception {
    byte[] before = Bundles.noise(3_000_000, 5);
    byte[] after = before.clone();
    System.arraycopy(Bundles.noise(1000, 6), 0, after, 1_700_000, 1000);
    Path first = Bundles.build(folder.resolve("1.zip"), 1, Map.of("map.bin", before));
    Path second = Bundles.build(folder.resolve("2.zip"), 2, Map.of("map.bin", after));

    try (Installer device = Installer.open(folder.resolve("device"));
        Nginx nginx = new Nginx(folder.resolve("nginx"), 0)) {
      nginx.start();
      update(device, nginx.publish(first), UpdateListener.NONE);
      nginx.quit();
      nginx.takeLog();

      nginx.start();
      UpdateResult result = update(device, nginx.publish(second), UpdateListener.NONE);
      nginx.quit();
      Devices.assertHas(device, Map.of("map.bin", after));

      List<Answer> answers = nginx.takeLog();
      assertThat(answers).allMatch(a -> a.status() == 206).hasSizeLessThanOrEqualTo(6);
      assertThat(answers.stream().mapToLong(Answer::bodyBytesSent).sum())
          .isEqualTo(result.bytesFetched())
          .isLessThan(16 * 1024 + 24_000);
    }
  }

  /** 40 jars of 30 MB, of which a small one has one other class. */
  @Test
  void oneChangedClassOfFortyJarsMovesItsJarAndLittleElse() throws Exception {
    Path app = Files.createDirectory(folder.resolve("kiosk"));
    for (int i = 0; i < 39; i++) {
      Folders.jar(app.resolve("lib/lib" + i + ".jar"), 10, 78_000, i);
    }
    Path small = app.resolve("app.jar");
    Folders.jar(small, 30, 1_500, 100);
    Map<String, byte[]> assets = Bundles.noise(3, 50_000, 1);
    Path first = Folders.bundle(app, 1, assets, folder.resolve("1.zip"));
    Folders.jar(small, 30, 1_501, 100);
    Path second = Folders.bundle(app, 2, assets, folder.resolve("2.zip"));
    assertThat(Files.size(second)).isGreaterThan(30_000_000);

    try (Installer device = Installer.open(folder.resolve("device"));
        Nginx nginx = new Nginx(folder.resolve("nginx"), 0)) {
      nginx.start();
      update(device, nginx.publish(first), UpdateListener.NONE);
      nginx.quit();
      nginx.takeLog();

      nginx.start();
      UpdateResult result = update(device, nginx.publish(second), UpdateListener.NONE);
      nginx.quit();
      Folders.assertIs(device, app);
      long packed;
      try (Bundle bundle = Bundle.open(second)) {
        packed = bundle.files().get(0).packedSize(); // app.jar comes first
      }
      List<Answer> answers = nginx.takeLog();
      long bodies = answers.stream().mapToLong(Answer::bodyBytesSent).sum();
      long all = answers.stream().mapToLong(Answer::bytesSent).sum();
      System.out.println(
          "One class of 40 jars: " + all + " bytes from nginx, of them the jar " + packed);
      assertThat(bodies).isGreaterThan(packed).isEqualTo(result.bytesFetched());
      assertThat(all).as("with headers").isLessThan(packed + 32 * 1024);
    }
  }

  @Test
  void goesOnAfterTheServerWasStoppedInTheMiddle() throws Exception {
    Map<String, byte[]> assets = Bundles.noise(2, 400_000, 2);
    Path bundle = Bundles.build(folder.resolve("1.zip"), 1, assets);
    try (Installer device = Installer.open(folder.resolve("device"));
        Nginx nginx = new Nginx(folder.resolve("nginx"), 400_000)) {
      nginx.start();
      URI uri = nginx.publish(bundle);
      StoppingListener stopper = new StoppingListener(nginx);

      assertThatThrownBy(() -> update(device, uri, stopper))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY));
      assertThat(device.status().application()).isEmpty();
      nginx.takeLog();

      nginx.start();
      UpdateResult result = update(device, uri, UpdateListener.NONE);
      nginx.quit();
      assertThat(device.status().missing()).isEmpty();
      assertThat(result.bytesFetched())
          .isLessThanOrEqualTo(
              Files.size(bundle)
                  - stopper.bytes
                  + SourceSizes.HEAD
                  + SourceSizes.TAIL
                  + 2 * PartFile.BLOCK);
      assertThat(nginx.takeLog().stream().mapToLong(Answer::bodyBytesSent).sum())
          .isEqualTo(result.bytesFetched());
    }
  }

  /** Stops the server when more than a third has come. */
  private static final class StoppingListener implements UpdateListener {
    private final Nginx nginx;
    private boolean stopped;
    private long bytes;

    StoppingListener(Nginx nginx) {
      this.nginx = nginx;
    }

    @Override
    public void progress(UpdateProgress progress) {
      bytes = progress.bytes();
      if (!stopped && bytes > progress.totalBytes() / 3) {
        stopped = true;
        try {
          nginx.stop();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
