package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ChunkTable;
import io.assetota.core.chunk.StoredChunks;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates of contents of which the device has most chunks. */
@Tag("long")
class DeltaUpdateTest {
  private static final HttpOptions OPTIONS =
      HttpOptions.defaults()
          .withRetries(new Retries(3, Duration.ofMillis(1), Duration.ofMillis(5)));
  private static final byte[] BEFORE = Bundles.noise(3_000_000, 1);
  private static final byte[] AFTER = insert(BEFORE, 1_200_000, Bundles.noise(1000, 2));

  /** For tests with many updates. */
  private static final byte[] SMALL_BEFORE = Arrays.copyOf(BEFORE, 1_200_000);

  private static final byte[] SMALL_AFTER = insert(SMALL_BEFORE, 700_000, Bundles.noise(1000, 3));

  /** Directory and head of a bundle, and the index and a page of its table. */
  private static final long FRAME = 20_000;

  @TempDir private Path folder;
  private Installer device;
  private RangeServer server;

  @BeforeEach
  void device() throws IOException {
    device = Installer.open(folder.resolve("device"));
    server = new RangeServer(new byte[0]);
  }

  @AfterEach
  void close() throws IOException {
    device.close();
    server.close();
  }

  private static byte[] insert(byte[] content, int at, byte[] more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(content, 0, at);
    out.writeBytes(more);
    out.write(content, at, content.length - at);
    return out.toByteArray();
  }

  private static byte[] text(int length, int seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("sample ").append(random.nextInt()).append(" at ").append(random.nextInt(90));
      text.append(" degrees\n");
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  private Path bundle(int version, Map<String, byte[]> assets) throws IOException {
    return Bundles.build(folder.resolve(version + ".zip"), version, assets);
  }

  private UpdateResult update(Path bundle) throws IOException {
    return update(Files.readAllBytes(bundle));
  }

  private UpdateResult update(byte[] bundle) throws IOException {
    server.replace(bundle, "\"" + AssetHash.ofContent(bundle) + "\"");
    server.resetCounters();
    try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      return UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
    }
  }

  @Test
  void onlyTheChunksAroundAChangeMove() throws IOException {
    update(bundle(1, Map.of("map.bin", BEFORE)));

    UpdateResult result = update(bundle(2, Map.of("map.bin", AFTER)));

    Devices.assertHas(device, Map.of("map.bin", AFTER));
    assertThat(server.bodyBytes()).isLessThan(64 * 1024 + FRAME);
    assertThat(server.requests()).isLessThanOrEqualTo(6);
    assertThat(result.plan().fetches().get(0).isDelta()).isTrue();
    assertThat(result.bytesFetched()).isEqualTo(server.bodyBytes());
    // What the plan told is what came; the directory is not counted.
    assertThat(result.plan().bytesToFetch()).isBetween(1000L, result.bytesFetched());
    assertThat(device.stagingFolder()).isEmptyDirectory();
  }

  /** The stored form is compressed, and its chunks are known again. */
  @Test
  void aDeltaOfADeltaIsOneAgain() throws IOException {
    byte[] first = text(1_200_000, 3);
    byte[] second = insert(first, 700_000, text(500, 4));
    byte[] third = insert(second, 1_000_000, text(500, 5));
    update(bundle(1, Map.of("log", first)));
    update(bundle(2, Map.of("log", second)));
    long whole = Files.size(folder.resolve("2.zip"));

    update(bundle(3, Map.of("log", third)));

    Devices.assertHas(device, Map.of("log", third));
    assertThat(server.bodyBytes()).isLessThan(20_000 + FRAME);
    assertThat(stored(third)).isCloseTo(whole, Percentage.withPercentage(3));
  }

  private long stored(byte[] content) throws IOException {
    return Files.size(device.home().resolve("store/" + AssetHash.ofContent(content) + ".asset"));
  }

  @Test
  void chunksComeFromAssetsOfAnyName() throws IOException {
    update(bundle(1, Map.of("one", BEFORE, "two", text(900_000, 6))));
    byte[] both = insert(BEFORE, BEFORE.length, text(900_000, 6));

    update(bundle(2, Map.of("three", both)));

    Devices.assertHas(device, Map.of("three", both));
    assertThat(server.bodyBytes()).isLessThan(200_000);
  }

  @Test
  void theDryRunTellsWhatMoves() throws IOException {
    update(bundle(1, Map.of("map.bin", BEFORE)));
    byte[] next = Files.readAllBytes(bundle(2, Map.of("map.bin", AFTER)));
    server.replace(next, "\"2\"");
    UpdatePlan plan;
    try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      plan = UpdateAgent.forDevice(device).build().plan(source);
    }

    UpdateResult result = update(next);

    assertThat(plan.tableBytes()).isPositive();
    assertThat(plan.bytesToFetch() - plan.applicationBytes())
        .isEqualTo(result.plan().bytesToFetch() - result.plan().applicationBytes());
    assertThat(plan.fetches().get(0).bytes()).isLessThan(64 * 1024);
  }

  /** Several changes; the connection ends in the middle of what moves. */
  @Test
  void aDeltaGoesOnAfterARestart() throws IOException {
    update(bundle(1, Map.of("map.bin", BEFORE)));
    byte[] after = BEFORE.clone();
    for (int i = 0; i < 8; i++) {
      System.arraycopy(Bundles.noise(40_000, 70 + i), 0, after, 300_000 * (i + 1), 40_000);
    }
    byte[] next = Files.readAllBytes(bundle(2, Map.of("map.bin", after)));
    server.replace(next, "\"2\"");
    AtomicInteger asked = new AtomicInteger();
    server.behave((request, response) -> response.serve(asked.incrementAndGet() > 8 ? 0 : 1 << 30));
    try (BundleSource source = BundleSource.of(server.uri(), OPTIONS)) {
      UpdateAgent agent = UpdateAgent.forDevice(device).build();
      assertThatThrownBy(() -> agent.update(source, UpdateListener.NONE))
          .isInstanceOf(SourceException.class);
    }
    server.behave((request, response) -> response.serve());

    UpdateResult result = update(next);

    Devices.assertHas(device, Map.of("map.bin", after));
    UpdatePlan.Fetch fetch = result.plan().fetches().get(0);
    assertThat(fetch.kept()).isGreaterThan(80_000);
    assertThat(result.plan().bytesToFetch()).isLessThan(fetch.bytes());
    assertThat(server.bodyBytes()).isLessThan(fetch.missing() + result.plan().tableBytes() + FRAME);
  }

  @Test
  void aDamagedStoredChunkIsFetched() throws IOException {
    update(bundle(1, Map.of("map.bin", BEFORE)));
    Path module = device.home().resolve("store/" + AssetHash.ofContent(BEFORE) + ".asset");
    byte[] damaged = Files.readAllBytes(module);
    for (int at = 2_000_000; at < 2_000_100; at++) {
      damaged[at] ^= 0x33;
    }
    Files.write(module, damaged);

    update(bundle(2, Map.of("map.bin", AFTER)));

    Devices.assertHas(device, Map.of("map.bin", AFTER));
    assertThat(server.bodyBytes()).isLessThan(1024 * 1024 + 64 * 1024 + FRAME);
  }

  @Test
  void withoutTheTableBesideAnAssetTheNewOneComesWhole() throws IOException {
    Path first = bundle(1, Map.of("map.bin", SMALL_BEFORE));
    Path second = bundle(2, Map.of("map.bin", SMALL_AFTER));
    for (String fault : List.of("gone", "damaged", "another", "cut off")) {
      try (Installer other = Installer.open(folder.resolve(fault))) {
        device.close();
        device = other;
        update(first);
        Path table =
            device.home().resolve("store/" + AssetHash.ofContent(SMALL_BEFORE) + ".chunks");
        byte[] bytes = Files.readAllBytes(table);
        switch (fault) {
          case "gone" -> Files.delete(table);
          case "damaged" -> {
            bytes[100] ^= 1;
            Files.write(table, bytes);
          }
          case "another" -> Files.write(table, new byte[1000]);
          default -> Files.write(table, Arrays.copyOf(bytes, 500));
        }
        update(second);
        Devices.assertHas(device, Map.of("map.bin", SMALL_AFTER));
      }
    }
    device = Installer.open(folder.resolve("device"));
  }

  /** Overwrites the table; an agent doesn't read its CRC-32. */
  private static byte[] withTable(byte[] zip, Path bundle, byte[] table) throws IOException {
    try (Bundle open = Bundle.open(bundle)) {
      var entry = open.entry(ChunkTable.ENTRY).orElseThrow();
      int start = (int) entry.dataRange().orElseThrow().start();
      byte[] changed = zip.clone();
      assertThat(table).hasSize((int) entry.size());
      System.arraycopy(table, 0, changed, start, table.length);
      return changed;
    }
  }

  private static byte[] table(Path bundle) throws IOException {
    try (Bundle open = Bundle.open(bundle)) {
      return open.openContent(open.entry(ChunkTable.ENTRY).orElseThrow()).readAllBytes();
    }
  }

  /** Whatever is changed in a table: the right asset comes, or at worst all of it. */
  @Test
  void aWrongTableEndsInTheRightAsset() throws IOException {
    update(bundle(1, Map.of("map.bin", SMALL_BEFORE)));
    Path next = bundle(2, Map.of("map.bin", SMALL_AFTER));
    byte[] table = table(next);
    long whole = Files.size(next);
    List<byte[]> wrong = new ArrayList<>();
    wrong.add(new byte[table.length]);
    Random random = new Random(9);
    for (int i = 0; i < 6; i++) {
      byte[] one = table.clone();
      one[random.nextInt(table.length)] ^= (byte) (1 << random.nextInt(8));
      wrong.add(one);
    }
    for (int i = 0; i < 6; i++) { // in the index
      byte[] one = table.clone();
      one[table.length - 1 - random.nextInt(160)] ^= (byte) (1 << random.nextInt(8));
      wrong.add(one);
    }
    int number = 0;
    for (byte[] one : wrong) {
      Path home = folder.resolve("wrong" + number++);
      copy(folder.resolve("device"), home);
      device.close();
      device = Installer.open(home);
      update(withTable(Files.readAllBytes(next), next, one));
      Devices.assertHas(device, Map.of("map.bin", SMALL_AFTER));
      assertThat(server.bodyBytes()).isLessThan(2 * whole);
      device.close();
    }
    device = Installer.open(folder.resolve("device"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** One class of 100 in one of 20 jars is another one. */
  @Test
  void oneClassInAFolderOfJarsMovesItsChunksAndLittleElse() throws IOException {
    Path app = folder.resolve("app");
    for (int i = 0; i < 20; i++) {
      Folders.jar(app.resolve(i == 0 ? "app.jar" : "lib/lib" + i + ".jar"), 100, 3000, i);
    }
    update(Folders.bundle(app, 1, Map.of(), folder.resolve("1.zip")));
    Path changed = app.resolve("lib/lib7.jar");
    byte[] jar = Files.readAllBytes(changed);
    byte[] next = recompiled(jar);
    Files.write(changed, next);

    update(Folders.bundle(app, 2, Map.of(), folder.resolve("2.zip")));

    Folders.assertIs(device, app);
    long chunks = newChunks(jar, next);
    assertThat(chunks).as("the class, and the jar's directory").isBetween(3000L, 20_000L);
    assertThat(server.bodyBytes()).isLessThanOrEqualTo(chunks + 32 * 1024);
  }

  /** Returns the lengths of the chunks that stored content has and another one has not. */
  private long newChunks(byte[] before, byte[] after) throws IOException {
    Set<Long> known = new HashSet<>();
    for (ChunkPage page : pages(before)) {
      for (int i = 0; i < page.count(); i++) {
        known.add(page.hash(i));
      }
    }
    long length = 0;
    for (ChunkPage page : pages(after)) {
      for (int i = 0; i < page.count(); i++) {
        length += known.contains(page.hash(i)) ? 0 : page.size(i);
      }
    }
    return length;
  }

  private List<ChunkPage> pages(byte[] content) throws IOException {
    AssetHash hash = AssetHash.ofContent(content);
    StoredChunks chunks = device.storedContents().chunks(hash).orElseThrow();
    List<ChunkPage> pages = new ArrayList<>();
    for (int i = 0; i < chunks.content().segments().size(); i++) {
      pages.add(chunks.page(i));
    }
    return pages;
  }

  private static byte[] recompiled(byte[] jar) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(0);
        zip.putNextEntry(copy);
        byte[] content = in.readAllBytes();
        zip.write(entry.getName().endsWith("Class50.class") ? Bundles.noise(3020, 1) : content);
      }
    }
    return out.toByteArray();
  }

  @Test
  void fromAFileItIsTheSame() throws IOException {
    UpdateAgent agent = UpdateAgent.forDevice(device).build();
    agent.install(bundle(1, Map.of("map.bin", BEFORE)));
    agent.install(bundle(2, Map.of("map.bin", AFTER)));
    Devices.assertHas(device, Map.of("map.bin", AFTER));

    byte[] third = insert(AFTER, 10, new byte[10]);
    update(bundle(3, Map.of("map.bin", third)));

    Devices.assertHas(device, Map.of("map.bin", third));
    assertThat(server.bodyBytes()).isLessThan(64 * 1024 + FRAME);
  }

  @Test
  void aStoredAssetIsReadAtAnyPlace() throws IOException {
    byte[] log = text(2_500_000, 11);
    update(bundle(1, Map.of("log", log)));
    Asset asset = device.status().available().get(0);
    Random random = new Random(12);
    try (AssetReader reader = asset.open()) {
      for (int i = 0; i < 200; i++) {
        int at = random.nextInt(log.length + 1);
        reader.seek(at);
        byte[] some = reader.readNBytes(random.nextInt(3000));
        assertThat(some).isEqualTo(Arrays.copyOfRange(log, at, at + some.length));
        assertThat(reader.position()).isEqualTo(at + some.length);
      }
      reader.rewind();
      assertThat(reader.readAllBytes()).isEqualTo(log);
    }
  }
}
