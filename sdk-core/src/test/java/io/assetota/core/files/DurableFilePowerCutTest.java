package io.assetota.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.PowerCutSweep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * After a power cut there is the old content or the new one, and the new one once it is written.
 */
class DurableFilePowerCutTest {
  private static final byte[] OLD = new byte[1_000];
  private static final byte[] NEW = "the new content".repeat(100).getBytes(UTF_8);

  private static void check(Path folder, boolean complete) throws IOException {
    byte[] found = Files.readAllBytes(folder.resolve("file"));
    if (complete) {
      assertThat(found).isEqualTo(NEW);
    } else {
      assertThat(found).isIn(OLD, NEW);
    }
  }

  @Test
  void replaced() throws IOException {
    int tried =
        PowerCutSweep.of(
            folder -> DurableFile.replace(folder.resolve("file"), OLD),
            folder -> DurableFile.replace(folder.resolve("file"), NEW),
            DurableFilePowerCutTest::check);
    assertThat(tried).isGreaterThan(50);
  }

  @Test
  void asOutput() throws IOException {
    PowerCutSweep.of(
        folder -> DurableFile.replace(folder.resolve("file"), OLD),
        folder ->
            DurableFile.writeOutput(
                folder.resolve("file"),
                channel -> DurableFile.write(channel, ByteBuffer.wrap(NEW))),
        DurableFilePowerCutTest::check);
  }

  /** A sweep that can't fail would prove nothing. */
  @Test
  void withoutForcingTheFolderTheOldNameComesBack() throws IOException {
    int[] lost = {0};
    PowerCutSweep.of(
        folder -> DurableFile.replace(folder.resolve("file"), OLD),
        folder -> {
          try (Draft draft = Draft.of(folder.resolve("file"))) {
            draft.write(channel -> DurableFile.write(channel, ByteBuffer.wrap(NEW)));
            Disk.real().rename(draft.path(), draft.place());
          }
        },
        (folder, complete) -> {
          boolean isOld = Files.size(folder.resolve("file")) == OLD.length;
          lost[0] += complete && isOld ? 1 : 0;
        });
    assertThat(lost[0]).isPositive();
  }
}
