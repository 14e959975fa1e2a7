package io.assetota.core.bundle;

import static io.assetota.core.bundle.Verdict.LOGO;
import static io.assetota.core.bundle.Verdict.TEXT;
import static io.assetota.core.bundle.Verdict.application;
import static io.assetota.core.bundle.Verdict.forgedText;
import static io.assetota.core.bundle.Verdict.right;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.zip.EndRecord;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.AssetModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
  private static final AssetReference A_TXT =
      new AssetReference("a.txt", AssetHash.ofContent(TEXT));

  @TempDir Path folder;

  @Test
  void entriesTellWhatTheDirectorySays() throws Exception {
    ForgedZip zip = right();
    try (Bundle bundle = Bundle.open(new Channel(zip.build()))) {
      assertThat(bundle.entries())
          .extracting(BundleEntry::name)
          .containsExactly("app.bin", "assets/a.txt", "assets/logo.bin");
      assertThat(bundle.application().kind()).isEqualTo(EntryKind.APPLICATION);
      BundleEntry text = bundle.asset("a.txt").orElseThrow();
      CRC32 crc = new CRC32();
      crc.update(TEXT);
      assertThat(text.fileName()).isEqualTo("a.txt");
      assertThat(text.kind()).isEqualTo(EntryKind.ASSET);
      assertThat(text.method()).isEqualTo(EntryMethod.DEFLATED);
      assertThat(text.size()).isEqualTo(13);
      assertThat(text.packedSize()).isEqualTo(15);
      assertThat(text.crc32()).isEqualTo(crc.getValue());
      assertThat(text.range())
          .isEqualTo(new ByteRange(zip.entries.get(1).offset, zip.entries.get(2).offset));
      assertThat(bundle.assets()).hasSize(2);
      assertThat(bundle.asset("b.txt")).isEmpty();
    }
  }

  @Test
  void openingReadsOnlyTheTail() throws Exception {
    byte[] large = Vectors.incompressible("large", 1_000_000);
    ForgedZip zip =
        new ForgedZip().add("app.bin", application("large", large)).add("assets/large", large);
    Channel channel = new Channel(zip.build());

    try (Bundle bundle = Bundle.open(channel)) {
      assertThat(channel.reads).isEqualTo(1);
      assertThat(channel.bytesRead).isLessThanOrEqualTo(EndRecord.MAX_TAIL);
      long before = channel.bytesRead;

      FirmwareModule application = bundle.readApplication();

      assertThat(application.assetDependencies()).hasSize(1);
      assertThat(channel.bytesRead - before).isEqualTo(bundle.application().range().length());
    }
  }

  @Test
  void aDirectoryLongerThanTheTailIsReadToo() throws Exception {
    ForgedZip zip = new ForgedZip().add("app.bin", application());
    for (int i = 0; i < 2000; i++) {
      zip.add("META-INF/" + "x".repeat(100) + i, TEXT);
    }
    Channel channel = new Channel(zip.build());

    try (Bundle bundle = Bundle.open(channel)) {
      assertThat(channel.reads).isEqualTo(2);
      assertThat(bundle.entries()).hasSize(2001);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFetchedRangeBecomesAnAssetModule(boolean descriptor) throws Exception {
    byte[] bytes =
        forgedText(
                e -> {
                  e.localExtra = new byte[] {9, 9, 2, 0, 1, 1};
                  if (descriptor) {
                    e.descriptor(true);
                  }
                })
            .build();
    try (Bundle bundle = Bundle.open(new Channel(bytes))) {
      BundleEntry entry = bundle.asset("a.txt").orElseThrow();
      byte[] fetched =
          Arrays.copyOfRange(bytes, (int) entry.range().start(), (int) entry.range().end());

      ByteArrayOutputStream module = new ByteArrayOutputStream();
      entry.writeAssetModule(A_TXT, new ByteArrayInputStream(fetched), module);

      AssetModule verified = AssetModule.verify(new Channel(module.toByteArray()));
      assertThat(verified.asset()).isEqualTo(A_TXT);
      assertThat(verified.compressed()).isTrue();
      assertThat(verified.length()).isEqualTo(entry.assetModuleLength(A_TXT));
      assertThat(entry.readPacked(new ByteArrayInputStream(fetched)).readAllBytes())
          .isEqualTo(ForgedZip.deflate(TEXT));
      assertThat(entry.readContent(new ByteArrayInputStream(fetched)).readAllBytes())
          .isEqualTo(TEXT);
    }
  }

  @Test
  void aStoredAssetBecomesAPlainModule() throws Exception {
    byte[] bytes = forgedText(e -> e.stored(TEXT)).build();
    try (Bundle bundle = Bundle.open(new Channel(bytes))) {
      ByteArrayOutputStream module = new ByteArrayOutputStream();
      bundle.writeAssetModule(A_TXT, module);

      AssetModule verified = AssetModule.verify(new Channel(module.toByteArray()));
      assertThat(verified.compressed()).isFalse();
      assertThat(verified.size()).isEqualTo(13);
      assertThat(bundle.asset("a.txt").orElseThrow().method()).isEqualTo(EntryMethod.STORED);
    }
  }

  @Test
  void aFetchedRangeThatIsCutOffIsToldSo() throws Exception {
    byte[] bytes = right().build();
    try (Bundle bundle = Bundle.open(new Channel(bytes))) {
      BundleEntry entry = bundle.asset("logo.bin").orElseThrow();
      int start = (int) entry.range().start();
      for (int length = 0; length < entry.range().length(); length += 100) {
        InputStream cut = new ByteArrayInputStream(bytes, start, length);
        assertThatThrownBy(() -> entry.readContent(cut).readAllBytes())
            .isInstanceOf(BundleException.class)
            .hasMessageContaining("cut off");
      }
    }
  }

  @Test
  void anotherLocalHeaderThanTheDirectorysIsRefused() throws Exception {
    byte[] bytes = forgedText(e -> e.localCrc ^= 1).build();
    try (Bundle bundle = Bundle.open(new Channel(bytes))) {
      assertThatThrownBy(() -> bundle.writeAssetModule(A_TXT, new ByteArrayOutputStream()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("assets/a.txt: CRC-32 is");
    }
  }

  @Test
  void contentIsCheckedAtItsEnd() throws Exception {
    byte[] bytes =
        forgedText(
                e -> {
                  e.crc ^= 1;
                  e.localCrc ^= 1;
                })
            .build();
    try (Bundle bundle = Bundle.open(new Channel(bytes));
        InputStream content = bundle.openContent(bundle.asset("a.txt").orElseThrow())) {
      assertThat(content.readNBytes(13)).isEqualTo(TEXT);
      assertThatThrownBy(content::read)
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("CRC-32 of the content");
    }
  }

  @Test
  void openingRefusesWhatTheDirectoryShowsAndClosesTheChannel() {
    Channel channel = new Channel(right().add("../evil", TEXT).add("/evil", TEXT).build());

    assertThatThrownBy(() -> Bundle.open(channel))
        .isInstanceOfSatisfying(BundleException.class, e -> assertThat(e.problems()).hasSize(2))
        .hasMessageContaining("2 problems");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aDamagedApplicationIsNotReturned() throws Exception {
    byte[] module = application();
    module[100] ^= 1;
    try (Bundle bundle = Bundle.open(new Channel(new ForgedZip().add("app.bin", module).build()))) {
      assertThatThrownBy(bundle::readApplication)
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("CRC-32");
    }
  }

  @Test
  void anAssetThatIsNotThereIsToldSo() throws Exception {
    try (Bundle bundle = Bundle.open(new Channel(right().build()))) {
      AssetReference other = new AssetReference("other", AssetHash.ofContent(LOGO));
      assertThatThrownBy(() -> bundle.writeAssetModule(other, new ByteArrayOutputStream()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("assets/other: is not in the bundle");
    }
  }

  @Test
  void warningsAreThereAfterOpening() throws Exception {
    try (Bundle bundle = Bundle.open(new Channel(right().add("README", TEXT).build()))) {
      assertThat(bundle.warnings()).hasSize(1);
      assertThat(bundle.entry("README").orElseThrow().kind()).isEqualTo(EntryKind.OTHER);
      assertThat(bundle.verify(VerifyOptions.DEFAULT).isValid()).isTrue();
    }
  }

  @Test
  void closingTwiceIsFine() throws Exception {
    Path file = Files.write(folder.resolve("b.zip"), right().build());
    Bundle bundle = Bundle.open(file);
    bundle.close();
    bundle.close();
  }

  @Test
  void severalThreadsMayReadAtOnce() throws Exception {
    byte[] large = Vectors.incompressible("large", 300_000);
    ForgedZip zip =
        new ForgedZip()
            .add("app.bin", application("a", large, "b", LOGO))
            .add("assets/a", large)
            .add("assets/b", LOGO);
    Path file = Files.write(folder.resolve("b.zip"), zip.build());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Bundle bundle = Bundle.open(file)) {
      List<Future<byte[]>> contents =
          pool.invokeAll(
              java.util.Collections.nCopies(
                  16,
                  () -> {
                    try (InputStream in = bundle.openContent(bundle.asset("a").orElseThrow())) {
                      return in.readAllBytes();
                    }
                  }));
      for (Future<byte[]> content : contents) {
        assertThat(content.get()).isEqualTo(large);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
