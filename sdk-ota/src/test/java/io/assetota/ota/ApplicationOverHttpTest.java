package io.assetota.ota;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application, which may be larger than all assets, comes once, and no more of it than needed.
 */
class ApplicationOverHttpTest {
  private static final int LENGTH = 300_000;
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(2, Duration.ofMillis(1), Duration.ofMillis(5)));

  /** Head and directory. */
  private static final long FRAME = SourceSizes.HEAD + SourceSizes.TAIL;

  @TempDir private Path folder;
  private Installer device;
  private SigningKey key;
  private boolean trusting;

  @BeforeEach
  void open() throws IOException {
    device = Installer.open(folder.resolve("device"));
    key = SigningKey.generate(new SecureRandom());
  }

  @AfterEach
  void close() throws IOException {
    device.close();
  }

  private Path bundle(int version, int length, Map<String, byte[]> assets) throws IOException {
    FirmwareModule application =
        ApplicationModule.wrap(
            Platform.LINUX,
            new ProductData(1, version),
            5500,
            "app.jar",
            Bundles.noise(length, version));
    BundleBuilder builder = BundleBuilder.forApplication(application);
    assets.forEach(builder::asset);
    return builder.writeTo(folder.resolve(version + ".zip")).file();
  }

  private RangeServer server(Path bundle) throws IOException {
    Path signed = bundle;
    if (trusting) {
      signed = folder.resolve("signed.zip");
      BundleSigner.with(key)
          .sign(bundle, signed, ReleaseTerms.of("kiosk", 1, Instant.parse("2026-01-01T00:00:00Z")));
    }
    return new RangeServer(Files.readAllBytes(signed));
  }

  private UpdateAgentBuilder agent() {
    UpdateAgentBuilder builder = UpdateAgent.forDevice(device);
    return trusting
        ? builder.trusting(Keyring.pinned("kiosk", KeyRole.anyOf(key.publicKey())))
        : builder;
  }

  private UpdateResult update(RangeServer server, UpdateListener listener) throws IOException {
    try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      return agent().build().update(source, listener);
    }
  }

  private static long overlapping(RangeServer server) {
    List<long[]> seen = new ArrayList<>();
    long twice = 0;
    for (RangeServer.Request request : server.log()) {
      String[] ends = request.header("Range").substring("bytes=".length()).split("-", 2);
      long[] range = {Long.parseLong(ends[0]), Long.parseLong(ends[1])};
      for (long[] other : seen) {
        twice += Math.max(0, Math.min(range[1], other[1]) - Math.max(range[0], other[0]) + 1);
      }
      seen.add(range);
    }
    return twice;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itComesOnceAndIsCounted(boolean signed) throws IOException {
    trusting = signed;
    try (RangeServer server = server(bundle(1, LENGTH, Bundles.noise(2, 50_000, 1)))) {
      List<UpdateProgress> shown = new ArrayList<>();
      UpdateResult result =
          update(
              server,
              new UpdateListener() {
                @Override
                public void progress(UpdateProgress progress) {
                  shown.add(progress);
                }
              });

      assertThat(result.bytesFetched()).isEqualTo(server.bodyBytes());
      assertThat(agent().build().lastResult().orElseThrow().bytesFetched())
          .isEqualTo(server.bodyBytes());
      assertThat(overlapping(server)).isLessThanOrEqualTo(FRAME);
      assertThat(result.plan().applicationBytes()).isGreaterThan(LENGTH);
      assertThat(result.plan().bytesToFetch())
          .isBetween(server.bodyBytes() - FRAME, server.bodyBytes());
      assertThat(shown)
          .anySatisfy(
              p -> {
                assertThat(p.bytes()).isPositive().isLessThan(LENGTH);
                assertThat(p.totalBytes()).isEqualTo(result.plan().applicationBytes());
              })
          .last()
          .satisfies(p -> assertThat(p.bytes()).isEqualTo(p.totalBytes()));
      assertThat(device.stagingFolder()).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theIdenticalReleaseCostsNoMoreThanItsDirectory(boolean signed) throws IOException {
    trusting = signed;
    try (RangeServer server = server(bundle(1, LENGTH, Bundles.noise(2, 50_000, 1)))) {
      update(server, UpdateListener.NONE);
      server.resetCounters();

      UpdateResult again = update(server, UpdateListener.NONE);

      assertThat(server.bodyBytes()).isEqualTo(again.bytesFetched()).isLessThanOrEqualTo(FRAME);
      assertThat(again.plan().bytesToFetch()).isZero();
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itIsGoneOnWithAfterTheServerWasAway(boolean signed) throws IOException {
    trusting = signed;
    try (RangeServer server = server(bundle(1, LENGTH, Map.of()))) {
      server.behave(
          (request, response) -> {
            if (response.isFirst() || response.isTail()) {
              response.serve();
            } else if (response.range()[0] == SourceSizes.HEAD) {
              response.serve(100_000);
            } else {
              response.send("503 Busy", List.of("Content-Length: 0"), new byte[0]);
            }
          });
      assertThatThrownBy(() -> update(server, UpdateListener.NONE))
          .isInstanceOf(SourceException.class);
      server.behave((request, response) -> response.serve());
      server.resetCounters();

      UpdateResult result = update(server, UpdateListener.NONE);

      assertThat(result.bytesFetched())
          .isEqualTo(server.bodyBytes())
          .isLessThan(LENGTH - 100_000 + FRAME + 2 * PartFile.BLOCK);
      assertThat(Devices.version(device)).isEqualTo(1);
    }
  }

  @Test
  void aPartThatAPowerCutHasDamagedIsFetchedAgain() throws IOException {
    try (RangeServer server = server(bundle(1, LENGTH, Map.of()))) {
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        agent().build().plan(source);
      }
      Path part = PartFile.ofApplication(device.stagingFolder());
      try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw")) {
        file.seek(LENGTH / 2);
        file.write(new byte[4096]);
      }
      server.resetCounters();

      assertThat(update(server, UpdateListener.NONE).bytesFetched())
          .isEqualTo(server.bodyBytes())
          .isGreaterThan(LENGTH);
      assertThat(Devices.version(device)).isEqualTo(1);
    }
  }

  @Test
  void whatAPlanWasMadeFromDoesNotComeAgain() throws IOException {
    try (RangeServer server = server(bundle(1, LENGTH, Bundles.noise(1, 50_000, 1)))) {
      UpdateAgent agent = agent().build();
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        assertThat(agent.plan(source).applicationBytes()).isGreaterThan(LENGTH);
        assertThat(agent.plan(source).applicationBytes()).isZero();
      }
      server.resetCounters();
      assertThat(update(server, UpdateListener.NONE).bytesFetched())
          .isEqualTo(server.bodyBytes())
          .isLessThan(50_000 + 2 * FRAME);
    }
  }

  @Test
  void aLargeOneComesInOneRequest() throws IOException {
    int large = 17 << 20;
    try (RangeServer server = server(bundle(1, large, Map.of()))) {
      UpdateResult result = update(server, UpdateListener.NONE);
      assertThat(result.bytesFetched()).isEqualTo(server.bodyBytes()).isGreaterThan(large);
      assertThat(server.requests()).isEqualTo(3);
    }
  }

  @Test
  void whatWasFetchedOfAnAssetBelongsToItsContent() throws IOException {
    Map<String, byte[]> assets = Bundles.noise(8, 50_000, 1);
    try (RangeServer server = server(bundle(1, 1000, assets));
        BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      agent()
          .control(p -> UpdateControl.Decision.DOWNLOAD)
          .build()
          .update(source, UpdateListener.NONE);
    }
    Map<String, byte[]> changed = new TreeMap<>(assets);
    changed.put("asset3.bin", Bundles.noise(50_000, 99));
    try (RangeServer server = server(bundle(2, 1000, changed))) {
      List<UpdatePlan> plans = new ArrayList<>();
      UpdateResult result =
          update(
              server,
              new UpdateListener() {
                @Override
                public void planned(UpdatePlan plan) {
                  plans.add(plan);
                }
              });

      assertThat(plans.get(0).assetsToFetch()).isEqualTo(1);
      assertThat(server.bodyBytes())
          .isEqualTo(result.bytesFetched())
          .isLessThan(50_000 + FRAME + 3000);
      Devices.assertHas(device, changed);
    }
  }

  @Test
  void whatIsAllThereIsToldAsThat() throws IOException {
    try (RangeServer server = server(bundle(1, 30_000, Bundles.noise(8, 50_000, 1)))) {
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        agent()
            .control(p -> UpdateControl.Decision.DOWNLOAD)
            .build()
            .update(source, UpdateListener.NONE);
      }
      server.resetCounters();
      UpdateResult result = update(server, UpdateListener.NONE);
      assertThat(result.plan().assetsToFetch()).isZero();
      assertThat(result.plan().bytesToFetch()).isZero();
      assertThat(server.bodyBytes()).isEqualTo(result.bytesFetched()).isEqualTo(FRAME);
    }
  }

  @Test
  void assetsWithTheSameContentComeOnce() throws IOException {
    byte[] content = Bundles.noise(100_000, 3);
    Map<String, byte[]> assets = new TreeMap<>(Map.of("a.bin", content, "b.bin", content));
    try (RangeServer server = server(bundle(1, 1000, assets))) {
      UpdateResult result = update(server, UpdateListener.NONE);
      assertThat(server.bodyBytes())
          .isEqualTo(result.bytesFetched())
          .isLessThan(100_000 + FRAME + 3000);
      Devices.assertHas(device, assets);
    }
  }

  /** As an OutOfMemoryError would be: it is told, and the device and the agent are as before. */
  @Test
  void anErrorOfJavaEndsTheUpdateAndIsKept() throws IOException {
    try (RangeServer server = server(bundle(1, 1000, Bundles.noise(2, 50_000, 1)))) {
      UpdateAgent failing =
          agent()
              .control(
                  plan -> {
                    throw new AssertionError("as an error of Java");
                  })
              .build();
      ByteArrayOutputStream log = new ByteArrayOutputStream();
      PrintStream err = System.err;
      System.setErr(new PrintStream(log, true, UTF_8));
      try (BundleSource source = BundleSource.of(server.uri())) {
        assertThatThrownBy(() -> failing.update(source, UpdateListener.NONE))
            .isInstanceOf(AssertionError.class);
      } finally {
        System.setErr(err);
      }
      assertThat(log.toString(UTF_8))
          .as("a sentence, and the stack only at debug level")
          .contains("ends with an error of Java or of this program: java.lang.AssertionError")
          .doesNotContain("\tat ");
      assertThat(agent().build().lastResult().orElseThrow().message())
          .contains("as an error of Java");
      update(server, UpdateListener.NONE);
      assertThat(Devices.version(device)).isEqualTo(1);
    }
  }
}
