package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.primitives.Bytes;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** What a device remembers of whom it trusts, with the right seal: the same, or nothing counts. */
class TrustRecordFuzzTest {
  @TempDir private Path folder;

  static Stream<byte[]> records() throws IOException {
    Path file = Files.createTempFile("trust", "");
    try {
      TrustRecord.Newest newest = new TrustRecord.Newest(3, AssetHash.ofContent(new byte[0]));
      new TrustRecord(
              Keyring.pinned("kiosk", TestKeys.role(1, TestKeys.ALICE)),
              Optional.of(newest),
              Optional.of(TestKeys.NOW),
              Optional.of(new TrustRecord.Candidate(newest, TestKeys.NOW)))
          .write(file);
      byte[] written = Files.readAllBytes(file);
      return Stream.of(Arrays.copyOf(written, Bytes.indexOf(written, (byte) '\n')));
    } finally {
      Files.delete(file);
    }
  }

  @MethodSource("records")
  @FuzzTest
  void recordsReadTheSameAgain(byte[] input) throws IOException {
    byte[] seal = ("\n" + AssetHash.ofContent(input) + "\n").getBytes(UTF_8);
    Path file = Files.write(folder.resolve("trust"), Bytes.concat(input, seal));
    try {
      TrustRecord.read(file);
    } catch (AssetException e) {
      assertThat(e).hasMessageContaining("Nothing is installed");
    }
  }
}
