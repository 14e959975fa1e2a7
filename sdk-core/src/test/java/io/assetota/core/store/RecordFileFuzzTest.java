package io.assetota.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.hash.Hashing;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The text files of a device folder, with the right checksum: nothing but a clear error comes. */
final class RecordFileFuzzTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  static Stream<byte[]> files() {
    return Stream.of(
            """
            asset-ota manifest 1
            platform\t43
            limits\t40960\t8192
            application\t%1$s
            generation\t7
            asset\t%1$s\t1\t140\t2\ta\\tb
            """,
            """
            asset-ota state 1
            handled\t3
            succeeded\t*.png\ta.png\t%1$s
            result\t*.png\ta.png\t%1$s\tSUCCEEDED\t1\t2026-01-01T00:00:00Z\tdone
            """)
        .map(text -> text.formatted(HASH).getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void whatIsReadIsWrittenTheSame(byte[] input) throws IOException {
    String body = new String(input, UTF_8);
    String sum = "crc32c\t" + Hashing.crc32c().hashString(body, UTF_8) + "\n";
    byte[] file = (body + sum).getBytes(UTF_8);
    SimulatedDisk disk = new SimulatedDisk();
    disk.put("store/manifest", file);
    disk.put("state", file);
    try {
      RecordFile manifestFile = Manifest.file(disk);
      Optional<Manifest> manifest = Manifest.read(manifestFile);
      if (manifest.isPresent()) {
        manifest.get().write(manifestFile);
        assertThat(Manifest.read(manifestFile)).isEqualTo(manifest);
      }
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
    assertThat(DeviceState.look(disk).results()).isNotNull();
  }
}
