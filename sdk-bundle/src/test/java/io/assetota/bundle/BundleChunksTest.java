package io.assetota.bundle;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.bundle.zip.ZipCopy;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ChunkTable;
import io.assetota.core.chunk.Segment;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.module.AssetModule;
import io.assetota.core.module.FirmwareModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles whose contents are cut: for others they are bundles as any. */
class BundleChunksTest {
  @TempDir Path folder;

  private static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static FirmwareModule linux() throws IOException {
    return ApplicationWrapper.forVersion(3).wrap("app.jar", random(1, 1000));
  }

  private static Map<String, byte[]> contents(Path bundle) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : zip.stream().map(e -> (ZipEntry) e).toList()) {
        contents.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return contents;
  }

  @Test
  void linuxHasChunksAndOthersOnlyIfAskedFor() throws IOException {
    byte[] sound = random(2, 300_000);
    Path one = folder.resolve("one.zip");
    Path other = folder.resolve("other.zip");

    BundleBuilder.forApplication(linux()).asset("sound.raw", sound).writeTo(one);
    assertThat(contents(one)).containsKey(ChunkTable.ENTRY);
    BundleBuilder.forApplication(linux()).asset("sound.raw", sound).withoutChunks().writeTo(other);
    assertThat(contents(other)).doesNotContainKey(ChunkTable.ENTRY);

    Path particle = Vectors.path("apps/tracker.bin");
    BundleBuilder.forApplication(particle).asset("sound.raw", sound).writeTo(one);
    assertThat(contents(one)).doesNotContainKey(ChunkTable.ENTRY);
    BundleBuilder.forApplication(particle).asset("sound.raw", sound).chunks().writeTo(other);
    assertThat(contents(other)).containsKey(ChunkTable.ENTRY);
    // The contents are the same, the application with its dependencies as well.
    Map<String, byte[]> cut = contents(other);
    contents(one).forEach((name, content) -> assertThat(cut.get(name)).isEqualTo(content));
    assertThat(Bundle.verify(other, VerifyOptions.DEFAULT).isValid()).isTrue();
  }

  @Test
  void aModuleOfACutAssetIsOneAsAny() throws IOException {
    byte[] sound = random(3, 500_000);
    Path bundle = folder.resolve("bundle.zip");
    Path particle = Vectors.path("apps/tracker.bin");
    BundleResult result =
        BundleBuilder.forApplication(particle).asset("sound.raw", sound).chunks().writeTo(bundle);

    Path module = folder.resolve("sound.module");
    try (Bundle open = Bundle.open(bundle)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      open.writeAssetModule(result.contents().assets().get(0).asset(), out);
      Files.write(module, out.toByteArray());
    }

    try (var reader = AssetModule.open(module)) {
      assertThat(reader.readAllBytes()).isEqualTo(sound);
    }
    assertThat(FirmwareModule.read(module).requireIntact().length())
        .isEqualTo(result.contents().assets().get(0).moduleSize());
  }

  @Test
  void theSameInputGivesTheSameBytesAndShortContentIsNotCut() throws IOException {
    Path one = folder.resolve("one.zip");
    Path two = folder.resolve("two.zip");
    for (Path bundle : List.of(one, two)) {
      BundleBuilder.forApplication(linux())
          .asset("a", random(4, 700_000))
          .asset("b", random(5, 31_000))
          .writeTo(bundle);
    }

    assertThat(one).hasSameBinaryContentAs(two);
    ChunkTable table = table(one);
    assertThat(table.find(AssetHash.ofContent(random(4, 700_000)))).isPresent();
    assertThat(table.find(AssetHash.ofContent(random(5, 31_000)))).isEmpty();
  }

  private static ChunkTable table(Path bundle) throws IOException {
    byte[] table = contents(bundle).get(ChunkTable.ENTRY);
    return ChunkTable.read(
        (offset, length) -> Arrays.copyOfRange(table, (int) offset, (int) offset + length),
        table.length);
  }

  /** A jar, whose members are all of another time, and one of another content. */
  private static byte[] jar(long time, int changed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 60; i++) {
        byte[] content = random(i == changed ? 1000 : i, 3000 + 100 * i);
        ZipEntry entry = new ZipEntry("io/example/Class" + i + ".class");
        entry.setTime(time);
        if (i % 7 == 0) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  @Test
  void membersOfAJarHaveChunksOfTheirOwn() throws IOException {
    byte[] before = jar(1_700_000_000_000L, -1);
    byte[] after = jar(1_800_000_000_000L, 30);
    Set<Long> there = new HashSet<>();
    for (ChunkPage page : pages(before)) {
      for (int i = 0; i < page.count(); i++) {
        there.add(page.hash(i));
      }
    }
    int kept = 0;
    for (ChunkPage page : pages(after)) {
      for (int i = 0; i < page.count(); i++) {
        kept += there.contains(page.hash(i)) ? page.size(i) : 0;
      }
    }

    int headers = after.length - jarContent(30);
    assertThat(kept).isGreaterThan(after.length - headers - 6100 - 200);
  }

  private static int jarContent(int changed) {
    int sum = 0;
    for (int i = 0; i < 60; i++) {
      sum += i == changed ? 0 : 3000 + 100 * i;
    }
    return sum;
  }

  private List<ChunkPage> pages(byte[] content) throws IOException {
    Path bundle = folder.resolve("pages.zip");
    BundleBuilder.forApplication(linux()).asset("app.jar", content).writeTo(bundle);
    byte[] table = contents(bundle).get(ChunkTable.ENTRY);
    ChunkTable.Content found = table(bundle).find(AssetHash.ofContent(content)).orElseThrow();
    List<ChunkPage> pages = new ArrayList<>();
    int at = (int) found.pages();
    for (Segment segment : found.segments()) {
      pages.add(ChunkPage.parse(Arrays.copyOfRange(table, at, at + segment.pageSize()), segment));
      at += segment.pageSize();
    }
    try (Bundle open = Bundle.open(bundle)) {
      BundleEntry entry = open.asset("app.jar").orElseThrow();
      assertThat(found.packedSize()).isEqualTo(entry.packedSize());
    }
    return pages;
  }

  @Test
  void aProjectSaysWhetherItWantsThem() throws IOException {
    ProjectProperties no = new ProjectProperties(folder, Map.of("assetOtaChunks", "no"));
    Path bundle = folder.resolve("bundle.zip");
    BundleBuilder.forApplication(linux())
        .asset("a", random(6, 100_000))
        .chunksOf(no)
        .writeTo(bundle);
    assertThat(contents(bundle)).doesNotContainKey(ChunkTable.ENTRY);

    ProjectProperties wrong = new ProjectProperties(folder, Map.of("assetOtaChunks", "perhaps"));
    BundleBuilder builder = BundleBuilder.forApplication(linux());
    assertThatThrownBy(() -> builder.chunksOf(wrong))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("assetOtaChunks is yes or no, not perhaps");
  }

  @Test
  void aWrongTableIsWarnedOf() throws IOException {
    Path bundle = folder.resolve("bundle.zip");
    BundleBuilder.forApplication(linux()).asset("a", random(7, 100_000)).writeTo(bundle);
    assertThat(Bundle.verify(bundle, VerifyOptions.DEFAULT).warnings()).isEmpty();
    byte[] table = contents(bundle).get(ChunkTable.ENTRY);
    table[20] ^= 1;
    Path wrong = folder.resolve("wrong.zip");
    try (FileChannel in = FileChannel.open(bundle);
        FileChannel out = FileChannel.open(wrong, CREATE, WRITE);
        Bundle open = Bundle.open(bundle)) {
      ZipCopy.of(open, in, Map.of(ChunkTable.ENTRY, table)).writeTo(out);
    }

    BundleReport report = Bundle.verify(wrong, VerifyOptions.DEFAULT);

    assertThat(report.isValid()).isTrue();
    assertThat(report.warnings())
        .extracting(BundleWarning::kind)
        .containsExactly(BundleWarning.Kind.CHUNKS);
  }
}
