package io.assetota.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.store.Manifest.Stored;
import io.assetota.core.store.clock.DeviceClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The text files of a device folder. */
final class RecordFileTest {
  private static final AssetHash HASH = AssetHash.ofContent(new byte[0]);
  private static final ApplicationId ID = ApplicationId.parse(HASH.hex());
  private static final Manifest MANIFEST =
      new Manifest(
          Optional.of(43),
          Optional.of(new StorageLimits(40_960, 8_192)),
          Optional.of(ID),
          7,
          Map.of(new AssetReference("tab \u00e4 \uD83D\uDE00", HASH), new Stored(1, 140, 2)),
          Optional.of(
              new TrialRecord(
                  ID,
                  ID,
                  new TrialTime(
                      Duration.ofSeconds(3),
                      new DeviceClock.Reading(
                          Instant.EPOCH.plusNanos(1), false, "boot\t1", Duration.ofMillis(4))),
                  Duration.ofHours(1),
                  2,
                  true)),
          Optional.of(new TrialEnd(ID, TrialEnd.Kind.OVERDUE, Instant.EPOCH)));

  private final SimulatedDisk disk = new SimulatedDisk();
  private final RecordFile file = new RecordFile(disk, "", "file", "heading 1");

  @Test
  void recordsComeBackAsTheyWere() throws IOException {
    List<List<String>> records =
        List.of(
            List.of("a", "", "tab\tline\nreturn\rback\\slash\\t", "\u00e4\uD83D\uDE00"),
            List.of(""),
            List.of("", "", ""));
    file.write(records);
    assertThat(file.read()).contains(records);
    file.write(List.of());
    assertThat(file.read()).contains(List.of());
  }

  @Test
  void noFileMeansNoRecords() throws IOException {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void aFileOfAnotherVersionSaysSo() throws IOException {
    file.write(List.of());
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> new RecordFile(disk, "", "file", "heading 2").read())
        .withMessageContaining("another version");
  }

  @Test
  void aFileThatWouldBeTooLongIsNotWritten() throws IOException {
    file.write(List.of(List.of("before")));
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> file.write(List.of(List.of("x".repeat(17 << 20)))))
        .withMessageContaining("too long");
    assertThat(file.read()).contains(List.of(List.of("before")));
  }

  @Test
  void anyChangeOfAnyByteIsFound() throws IOException {
    MANIFEST.write(Manifest.file(disk));
    byte[] bytes = disk.get("store/manifest");
    assertThat(Manifest.read(Manifest.file(disk))).contains(MANIFEST);
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      disk.put("store/manifest", damaged);
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(() -> Manifest.read(Manifest.file(disk)));
    }
  }

  /** With a valid checksum, too, so that what is behind it is reached. */
  @Test
  void whateverARecordSaysOnlyAssetExceptionsComeOut() throws IOException {
    Random random = new Random(5);
    String[] words = {
      "platform",
      "limits",
      "application",
      "generation",
      "asset",
      "43",
      "-1",
      "",
      "x",
      HASH.toString(),
      "name",
      "../x",
      "99999999999999999999",
      "handled",
      "result",
      "installation",
      "succeeded",
      "SUCCEEDED",
      "2026-01-01T00:00:00Z"
    };
    RecordFile manifest = Manifest.file(disk);
    RecordFile state = new RecordFile(disk, "", "state", "asset-ota state 1");
    for (int i = 0; i < 3_000; i++) {
      List<String> record =
          random
              .ints(1 + random.nextInt(8), 0, words.length)
              .mapToObj(word -> words[word])
              .toList();
      manifest.write(List.of(record));
      state.write(List.of(record));
      try {
        Manifest.read(manifest);
      } catch (AssetException e) {
        assertThat(e).hasMessageContaining("manifest");
      } catch (RuntimeException e) {
        fail("record " + record, e);
      }
      assertThat(DeviceState.look(disk)).isNotNull();
    }
  }

  @Test
  void randomBytesAreDamageOrNothing() throws IOException {
    Random random = new Random(6);
    byte[] seed = "heading 1\ncrc32c\t00000000\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = Arrays.copyOf(seed, random.nextInt(seed.length + 4));
      for (int n = random.nextInt(3); n > 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      disk.put("file", bytes);
      assertThatExceptionOfType(AssetException.class).isThrownBy(file::read);
    }
  }
}
