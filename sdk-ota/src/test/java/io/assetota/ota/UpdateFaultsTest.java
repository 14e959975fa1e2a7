package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetException;
import io.assetota.ota.UpdateResult.Outcome;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Patience;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import io.assetota.ota.source.RangeServer.Response;
import io.assetota.ota.source.SourceSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each row of the table in docs/guides/updates.md as a device sees it: the update ends as it says,
 * the device has what it had, and the next update goes on with what is worth keeping.
 */
@Tag("long")
class UpdateFaultsTest {
  private static final int LENGTH = 60_000;
  private static final Map<String, byte[]> BEFORE = Bundles.noise(2, LENGTH, 1);
  private static final Map<String, byte[]> AFTER = new TreeMap<>(BEFORE);
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(3, Duration.ofMillis(1), Duration.ofMillis(5)))
          .withPatience(new Patience(Duration.ofSeconds(5), 1000, Duration.ofMillis(200)));

  static {
    AFTER.put("asset1.bin", Bundles.noise(LENGTH, 77));
  }

  @TempDir private Path folder;
  private Installer device;
  private RangeServer server;
  private ByteRange application;
  private ByteRange moving;

  @BeforeEach
  void prepare() throws IOException {
    device = Installer.open(folder.resolve("device"));
    UpdateAgent.forDevice(device)
        .build()
        .install(Bundles.build(folder.resolve("1.zip"), 1, BEFORE));
    Path second = Bundles.build(folder.resolve("2.zip"), 2, AFTER);
    try (Bundle bundle = Bundle.open(second)) {
      application = bundle.application().range();
      moving = bundle.asset("asset1.bin").orElseThrow().range();
    }
    server = new RangeServer(Files.readAllBytes(second));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    device.close();
  }

  private UpdateResult update() throws IOException {
    try (BundleSource source =
        BundleSource.of(server.uri(), OPTIONS.withSpoolFolder(folder.resolve("spool")))) {
      return UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
    }
  }

  private void assertDeviceHas(int version, Map<String, byte[]> assets) throws IOException {
    assertThat(Devices.version(device)).isEqualTo(version);
    Devices.assertHas(device, assets);
  }

  /** Answers properly, except when the asset that has to come is asked for. */
  private void onAsset(Fault fault) {
    server.behave(
        (request, response) -> {
          if (response.isFirst() || response.range()[1] != moving.end() - 1) {
            response.serve();
          } else {
            fault.answer(this, response, response.range()[0] == moving.start());
          }
        });
  }

  /** Fails, changes nothing, and, when the server is well again, fetches what isn't kept. */
  private void assertFails(Kind kind, long kept, String... words) throws IOException {
    assertThatThrownBy(this::update)
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(server.uri().toString())
        .satisfies(e -> List.of(words).forEach(w -> assertThat(e).hasMessageContaining(w)));
    assertDeviceHas(1, BEFORE);

    server.behave((request, response) -> response.serve());
    server.resetCounters();
    assertThat(update().bytesFetched()).isEqualTo(needed(kept)).isEqualTo(server.bodyBytes());
    assertDeviceHas(2, AFTER);
    assertThat(device.stagingFolder()).isEmptyDirectory();
  }

  /** What an update fetches: head and tail of the bundle, and of the asset what isn't kept. */
  private long needed(long kept) {
    long tail = (long) server.content().length - SourceSizes.TAIL;
    boolean inTail = moving.start() + kept >= tail;
    return (long) SourceSizes.HEAD + SourceSizes.TAIL + (inTail ? 0 : moving.length() - kept);
  }

  /** What a server does with a request for the rest of an asset. */
  @FunctionalInterface
  interface Fault {
    void answer(UpdateFaultsTest test, Response response, boolean fromTheStart) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 30_000, LENGTH - 1})
  void aConnectionThatIsResetForGoodKeepsWholeBlocks(int k) throws IOException {
    onAsset((test, response, fromTheStart) -> response.serve(fromTheStart ? k : 0));
    assertFails(Kind.TEMPORARY, k - k % PartFile.BLOCK, "3 times", "try again later");
  }

  static List<Named<Fault>> breaches() {
    return List.of(
        Named.of("no bytes at all", (test, r, start) -> r.send("206 Partial", List.of(), noise(0))),
        Named.of("another range", (test, r, start) -> test.partial(r, -1, 0, noise(LENGTH))),
        Named.of("a shorter range", (test, r, start) -> test.partial(r, 0, -1, noise(LENGTH))),
        Named.of(
            "416, though it has the range",
            (test, r, start) ->
                r.send(
                    "416 Range Not Satisfiable",
                    List.of("Content-Length: 0", "Content-Range: bytes */" + r.content().length),
                    noise(0))));
  }

  private static byte[] noise(int size) {
    return Bundles.noise(size, 5);
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void aBreachOfTheProtocolIsNotTriedAgain(Fault fault) throws IOException {
    onAsset(fault);
    assertFails(Kind.PROTOCOL, 0);
  }

  /** Answers with a part of the bundle that begins and ends somewhere else. */
  private void partial(Response response, long first, long last, byte[] body) throws IOException {
    response.send(
        "206 Partial Content",
        List.of(
            "Content-Length: " + body.length,
            "Content-Range: bytes "
                + (moving.start() + first)
                + "-"
                + (moving.end() - 1 + last)
                + "/"
                + response.content().length,
            "ETag: " + response.etag()),
        body);
  }

  static List<Named<Fault>> replacements() {
    return List.of(
        Named.of(
            "200 with all of it",
            (test, r, start) ->
                r.send("200 OK", List.of("Content-Length: " + r.content().length), r.content())),
        Named.of(
            "412",
            (test, r, start) ->
                r.send("412 Precondition Failed", List.of("Content-Length: 0"), noise(0))),
        Named.of(
            "416 of a shorter bundle",
            (test, r, start) ->
                r.send(
                    "416 No",
                    List.of("Content-Length: 0", "Content-Range: bytes */500"),
                    noise(0))),
        Named.of(
            "another entity tag",
            (test, r, start) -> {
              test.server.replace(r.content(), "\"v2\"");
              test.partial(r, 0, 0, noise(LENGTH));
              test.server.replace(r.content(), "\"v1\"");
            }));
  }

  @ParameterizedTest
  @MethodSource("replacements")
  void aReplacedBundleHasToBePlannedAgain(Fault fault) throws IOException {
    onAsset(fault);
    assertFails(Kind.CHANGED, 0, "update again");
  }

  @Test
  void aBundleThatIsReplacedMidWayIsNotMixed() throws IOException {
    Path third = folder.resolve("3.zip");
    Map<String, byte[]> assets = new TreeMap<>(BEFORE);
    assets.put("asset1.bin", Bundles.noise(LENGTH, 78));
    byte[] content = Files.readAllBytes(Bundles.build(third, 3, assets));
    onAsset(
        (test, response, fromTheStart) -> {
          if (fromTheStart) {
            server.replace(content, "\"v3\"");
            response.serve(0);
          }
          response.serve();
        });
    assertThatThrownBy(this::update)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHANGED));
    assertDeviceHas(1, BEFORE);

    server.behave((request, response) -> response.serve());
    update();
    assertDeviceHas(3, assets);
    assertThat(device.stagingFolder()).isEmptyDirectory();
  }

  @Test
  void aBodyThatEndsTooEarlyIsGoneOnWith() throws IOException {
    onAsset(
        (test, response, fromTheStart) -> {
          long[] range = response.range();
          int part = (int) Math.min(range[1] - range[0] + 1, 20_000);
          response.partialHead("Content-Length: " + part);
          response.body(response.content(), (int) range[0], part);
        });
    assertThat(update().bytesFetched()).isEqualTo(server.bodyBytes()).isEqualTo(needed(0));
    assertDeviceHas(2, AFTER);
  }

  /** What came before the surplus showed is kept: its hash decides. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyThatIsTooLongOrNeverEndsIsRefused(boolean endless) throws IOException {
    onAsset(
        (test, response, fromTheStart) -> {
          response.partialHead(
              endless ? "Connection: close" : "Content-Length: " + (moving.length() + 1));
          response.body(response.content(), (int) moving.start(), (int) moving.length() + 1);
          while (endless) {
            response.body(response.content(), 0, 1000);
          }
        });
    Throwable failure = catchThrowable(this::update);
    assertThat(failure)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL))
        .hasMessageContainingAll(server.uri().toString(), "byte " + moving.end());
    assertDeviceHas(1, BEFORE);
    server.behave((request, response) -> response.serve());
    update();
    assertDeviceHas(2, AFTER);
  }

  @Test
  void anEndlessFirstAnswerIsRefused() throws IOException {
    server.behave(
        (request, response) -> {
          long[] range = response.range();
          response.partialHead();
          while (true) {
            response.body(response.content(), (int) range[0], SourceSizes.HEAD);
          }
        });
    assertFails(Kind.PROTOCOL, 0);
  }

  @Test
  void aWrongByteOfAnAssetIsNotKept() throws IOException {
    onAsset(
        (test, response, fromTheStart) -> {
          byte[] wrong = response.content().clone();
          wrong[(int) moving.start() + 30_000] ^= 1;
          response.partialHead("Content-Length: " + moving.length());
          response.body(wrong, (int) moving.start(), (int) moving.length());
        });
    assertFails(Kind.DAMAGED, 0, "asset1.bin", "nothing is installed");
  }

  /** All kinds of bytes: headers, data, directory, application. */
  @Test
  void aWrongByteAnywhereIsNeverInstalled() throws IOException {
    byte[] right = server.content();
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      int at =
          switch (i % 3) {
            case 0 -> (int) moving.start() + random.nextInt((int) moving.length());
            case 1 -> (int) application.start() + random.nextInt((int) application.length());
            default -> right.length - 1 - random.nextInt(400);
          };
      byte[] wrong = right.clone();
      wrong[at] ^= (byte) (1 << random.nextInt(8));
      server.replace(wrong, "\"wrong" + i + "\"");
      Fetcher.deleteParts(device.stagingFolder(), Set.of()); // right ones would be gone on with
      try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
        UpdateResult result =
            UpdateAgent.forDevice(device)
                .control(plan -> UpdateControl.Decision.DOWNLOAD)
                .build()
                .update(source, UpdateListener.NONE);
        // Not every byte is of what is installed: times, for example.
        assertThat(result.outcome()).isEqualTo(Outcome.DOWNLOADED);
      } catch (AssetException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
    assertDeviceHas(1, BEFORE);
    server.replace(right, "\"right\"");
    update();
    assertDeviceHas(2, AFTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory", "application"})
  void aWrongByteOfWhatAPlanIsMadeFromIsTold(String where) throws IOException {
    byte[] right = server.content();
    byte[] wrong = right.clone();
    int at = where.equals("directory") ? right.length - 60 : (int) application.start() + 1000;
    wrong[at] ^= 1;
    server.replace(wrong, "\"v1\"");
    assertThatThrownBy(this::update)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
        .hasMessageContainingAll(server.uri().toString(), "nothing is installed", "upload");
    assertDeviceHas(1, BEFORE);
    server.replace(right, "\"v1\"");
    update();
    assertDeviceHas(2, AFTER);
  }

  @Test
  void aServerThatStallsIsLeftAndKeepsWhatCame() throws IOException {
    onAsset(
        (test, response, fromTheStart) -> {
          long[] range = response.range();
          response.partialHead("Content-Length: " + (range[1] - range[0] + 1));
          response.body(response.content(), (int) range[0], fromTheStart ? 10_000 : 0);
          response.stall();
        });
    assertFails(Kind.TEMPORARY, 2 * PartFile.BLOCK, "fewer than 200 bytes in 200 ms");
  }

  /** Each attempt brings something, and it would go on for hours. */
  @Test
  void aServerThatTricklesIsLeftInTheEnd() throws IOException {
    onAsset(
        (test, response, fromTheStart) -> {
          long[] range = response.range();
          response.partialHead("Content-Length: " + (range[1] - range[0] + 1));
          response.body(response.content(), (int) range[0], 150);
          response.stall();
        });
    assertFails(Kind.TEMPORARY, 0, "3 times", "fewer than 200 bytes in 200 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"408 Timeout", "429 Too Many Requests", "500 Error", "503 Unavailable"})
  void aBusyServerIsAskedAgainButNotForEver(String status) throws IOException {
    onAsset(
        (test, response, fromTheStart) ->
            response.send(status, List.of("Content-Length: 0"), noise(0)));
    assertFails(Kind.TEMPORARY, 0, "3 times", status.substring(0, 3), "try again later");
  }

  @Test
  void aBusyServerDoesNotHinderWhenItRecovers() throws IOException {
    server.behaveOnce(
        2,
        (request, response) ->
            response.send("503 Busy", List.of("Content-Length: 0", "Retry-After: 0"), noise(0)));
    assertThat(update().bytesFetched()).isEqualTo(needed(0));
    assertDeviceHas(2, AFTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 No", "403 No", "404 No", "410 Gone"})
  void aRefusalIsToldAtOnce(String status) throws IOException {
    server.behave(
        (request, response) -> response.send(status, List.of("Content-Length: 0"), noise(0)));
    assertFails(Kind.REFUSED, 0, status.substring(0, 3));
  }
}
