package io.assetota.core.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Application manifests: what is read is written as the same bytes, or a clear error comes. */
final class ApplicationManifestFuzzTest {
  private static final long MAX_ALLOCATED = 40L << 20;

  static Stream<byte[]> manifests() throws IOException {
    return Stream.of(
        Manifests.bytes(Manifests.full()),
        Manifests.bytes(Manifests.of(Manifests.file("a", "x"), Manifests.link("l", "a"))),
        Manifests.bytes(
            ApplicationManifest.of(
                Manifests.JAVA.withHealth(new HealthCheck.Notify()),
                java.util.List.of(Manifests.folder("a"), Manifests.file("a/b", "x")))));
  }

  @MethodSource("manifests")
  @FuzzTest
  void whatIsReadIsWrittenTheSame(byte[] input) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    attempt(input);
    attempt(("asset-ota application 1\n" + new String(input, UTF_8)).getBytes(UTF_8));
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_ALLOCATED);
  }

  private static void attempt(byte[] input) throws IOException {
    try {
      ApplicationManifest manifest = ApplicationManifest.read(ByteBuffer.wrap(input));
      assertThat(Manifests.bytes(manifest)).isEqualTo(input);
      Path root = Path.of("/run/app");
      for (ApplicationEntry entry : manifest.entries()) {
        assertThat(entry.path().in(root).normalize()).startsWithRaw(root).isNotEqualTo(root);
      }
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
