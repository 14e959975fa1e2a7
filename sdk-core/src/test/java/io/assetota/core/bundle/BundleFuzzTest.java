package io.assetota.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.model.AssetException;
import io.assetota.core.module.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bundles: all ways to read one come to the same verdict, and a valid one reads the same with
 * another library. {@code BundleFuzzTestInputs} has what the other tests forge; see {@link
 * Verdict#verify(byte[], VerifyOptions)} for how to make it anew.
 */
class BundleFuzzTest {
  private static final VerifyOptions OPTIONS =
      VerifyOptions.DEFAULT.withLimits(BundleLimits.DEFAULT.withContentSize(16 << 20));

  static Stream<byte[]> bundles() {
    return Stream.of(
        Vectors.bytes("bundles/p2.three.env.zip"), Vectors.bytes("bundles/tracker.three.zip"));
  }

  @MethodSource("bundles")
  @FuzzTest
  void everyReaderComesToTheSameVerdict(byte[] input) throws IOException {
    Verification verification = new Verification(new Channel(input), OPTIONS);
    BundleReport report = verification.run();

    assertThat(verification.inflated()).isLessThanOrEqualTo((16 << 20) + 10_000);
    report.problems().forEach(p -> assertThat(p.toString()).doesNotContainPattern("\\p{Cc}"));
    try (Bundle bundle = Bundle.open(new Channel(input), OPTIONS.limits())) {
      Map<String, byte[]> contents = new HashMap<>();
      for (BundleEntry entry : bundle.entries()) {
        try (InputStream content = bundle.openContent(entry)) {
          contents.put(entry.name(), content.readAllBytes());
        }
      }
      bundle.readApplication();
      if (report.isValid()) {
        assertReadsTheSame(input, bundle.entries(), contents);
      }
    } catch (AssetException e) {
      assertThat(report.isValid()).as(e.getMessage()).isFalse();
    }
  }

  private static void assertReadsTheSame(
      byte[] input, List<BundleEntry> entries, Map<String, byte[]> contents) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(new Channel(input)).get()) {
      for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntries())) {
        names.add(entry.getName());
        try (InputStream content = zip.getInputStream(entry)) {
          assertThat(content.readAllBytes()).isEqualTo(contents.get(entry.getName()));
        }
      }
    }
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(entries.stream().map(BundleEntry::name).toList());
  }
}
