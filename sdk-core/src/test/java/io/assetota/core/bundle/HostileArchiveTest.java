package io.assetota.core.bundle;

import static io.assetota.core.bundle.Verdict.assertAmong;
import static io.assetota.core.bundle.Verdict.assertBundleRefused;
import static io.assetota.core.bundle.Verdict.assertOne;
import static io.assetota.core.bundle.Verdict.right;
import static io.assetota.core.bundle.Verdict.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem.Kind;
import io.assetota.core.bundle.report.BundleReport;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose end record or layout is hostile or damaged. */
class HostileArchiveTest {
  private static final int END = 22;

  @Test
  void theRightBundleThatTheOthersAreForgedFromIsValid() {
    BundleReport report = verify(right());

    assertThat(report.problems()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.contents().orElseThrow().assets()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 21, 22, 100, 70_000})
  void aFileThatIsNoZipIsToldToBeNone(int length) {
    assertOne(verify(new byte[length]), Kind.ARCHIVE_DAMAGED, length, "not a zip file");
  }

  @Test
  void everyTruncationIsFound() {
    byte[] whole = right().build();
    for (int length = 0; length < whole.length; length++) {
      assertThat(verify(Arrays.copyOf(whole, length)).isValid()).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void aCutFrontIsFound() {
    byte[] whole = right().build();
    assertAmong(
        verify(Arrays.copyOfRange(whole, 10, whole.length)),
        Kind.ARCHIVE_DAMAGED,
        "cut off or damaged");
  }

  @Test
  void trailingDataIsFound() {
    ForgedZip zip = right();
    zip.trailing = new byte[5];
    assertBundleRefused(zip, zip.build().length - 5, Kind.TRAILING_DATA, "5 bytes behind");
  }

  @Test
  void leadingDataIsFound() {
    ForgedZip zip = right();
    zip.front = new byte[512];
    assertBundleRefused(zip, 0, Kind.LEADING_DATA, "512 bytes in front of the first entry");
  }

  @Test
  void aZipGluedBehindAnotherFileIsFound() {
    byte[] whole = right().build();
    byte[] glued = new byte[whole.length + 100];
    System.arraycopy(whole, 0, glued, 100, whole.length);

    assertAmong(verify(glued), Kind.UNACCOUNTED_DATA, "100 bytes in front of the zip file");
  }

  @Test
  void dataBetweenDirectoryAndEndRecordIsFound() {
    ForgedZip zip = right();
    zip.beforeEnd = new byte[7];
    assertBundleRefused(
        zip, zip.build().length - END - 7, Kind.UNACCOUNTED_DATA, "7 bytes in front of the zip");
  }

  @Test
  void dataInFrontOfTheDirectoryIsFound() {
    ForgedZip zip = right();
    zip.beforeDirectory = new byte[9];
    assertAmong(verify(zip), Kind.UNACCOUNTED_DATA, "9 bytes behind the data belong to no entry");
  }

  @Test
  void aCommentIsFineWhenItEndsWithTheFile() {
    ForgedZip zip = right();
    zip.comment = "a comment".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(verify(zip).problems()).isEmpty();
  }

  @Test
  void aCommentThatIsCutOffIsFound() {
    ForgedZip zip = right();
    zip.commentLength = 10;
    assertBundleRefused(zip, zip.build().length, Kind.ARCHIVE_DAMAGED, "comment lacks 10 bytes");
  }

  @Test
  void anEndRecordInTheCommentIsFound() {
    ForgedZip zip = right();
    byte[] end = Arrays.copyOfRange(zip.build(), zip.build().length - END, zip.build().length);
    zip.comment = end;

    assertAmong(verify(zip), Kind.AMBIGUOUS_COMMENT, "a second end record");
  }

  @Test
  void aSecondZipBehindTheFirstIsFound() {
    byte[] one = right().build();
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);

    assertAmong(verify(two), Kind.UNACCOUNTED_DATA, one.length + " bytes in front of the zip");
  }

  @Test
  void aDiskOfSeveralIsFound() {
    ForgedZip zip = right();
    zip.disk = 1;
    assertAmong(verify(zip), Kind.MULTI_DISK, "disk 1");
    zip.disk = 0;
    zip.directoryDisk = 2;
    assertAmong(verify(zip), Kind.MULTI_DISK, "directory on disk 2");
    zip.directoryDisk = 0;
    zip.countHere = 1;
    assertAmong(verify(zip), Kind.MULTI_DISK, "one disk of several");
  }

  @Test
  void anEntryOnAnotherDiskIsFound() {
    Verdict.assertHeaderRefused(
        Verdict.forgedText(e -> e.disk = 3), 1, Kind.MULTI_DISK, "begins on disk 3");
  }

  @Test
  void zip64RecordsAreFound() {
    ForgedZip zip = right();
    zip.count = 0xffff;
    assertAmong(verify(zip), Kind.ZIP64, "asks for zip64");
    zip = right();
    zip.directoryOffset = 0xffff_ffffL;
    assertAmong(verify(zip), Kind.ZIP64, "asks for zip64");
    zip = right();
    zip.beforeEnd = new byte[] {0x50, 0x4b, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertAmong(verify(zip), Kind.ZIP64, "a zip64 end record");
  }

  @Test
  void hostileCountsAndSizesNeverAllocate() {
    ForgedZip zip = right();
    zip.count = BundleLimits.MAX_ENTRIES + 1;
    assertAmong(verify(zip), Kind.TOO_MANY_ENTRIES, "65001 entries");
    zip = right();
    zip.directorySize = 0x7fff_ffffL;
    assertAmong(verify(zip), Kind.TOO_MANY_ENTRIES, "2147483647 bytes");
    zip = right();
    zip.directorySize = 16 << 20;
    assertAmong(verify(zip), Kind.ARCHIVE_DAMAGED, "can't be");
    zip = right();
    zip.count = BundleLimits.MAX_ENTRIES;
    assertAmong(verify(zip), Kind.ARCHIVE_DAMAGED, "with 65000 entries");
  }

  @Test
  void asManyEntriesAsTheLimitAreAllowedAndOneMoreIsNot() {
    ForgedZip zip = new ForgedZip().add("app.bin", Verdict.application());
    for (int i = 1; i < BundleLimits.MAX_ENTRIES; i++) {
      zip.add("META-INF/" + i, new byte[0]);
    }
    assertThat(verify(zip).problems()).isEmpty();
    zip.add("META-INF/one-too-many", new byte[0]);
    assertAmong(verify(zip), Kind.TOO_MANY_ENTRIES, "65001 entries");
  }

  @Test
  void aDirectoryThatContradictsItsCountIsFound() {
    ForgedZip zip = right();
    zip.count = 2;
    BundleReport report = verify(zip);
    assertAmong(report, Kind.DIRECTORY_DAMAGED, "bytes behind the last header");
    zip = right();
    zip.entries.get(2).directorySignature = 0;
    assertAmong(verify(zip), Kind.DIRECTORY_DAMAGED, "header 3 of 3 is missing");
  }

  @Test
  void aDirectoryHeaderThatRunsPastTheEndIsFound() {
    byte[] bytes = right().build();
    ForgedZip zip = right();
    zip.build();
    bytes[(int) zip.entries.get(2).headerOffset + 28] = (byte) 0xff;
    assertAmong(verify(bytes), Kind.DIRECTORY_DAMAGED, "header 3 runs past the end");
  }

  @Test
  void overlappingEntriesAreFoundAndNotRead() {
    ForgedZip zip = right();
    zip.build();
    zip.entries.get(2).offset = zip.entries.get(1).offset;
    BundleReport report = verify(zip);

    assertAmong(report, Kind.OVERLAP, "into assets/");
    assertThat(report.problems()).noneMatch(p -> p.kind() == Kind.CRC_MISMATCH);
  }

  @Test
  void anEntryThatRunsIntoTheDirectoryIsFound() {
    ForgedZip zip = right();
    zip.entries.get(2).packedSize += 100;
    zip.entries.get(2).localPackedSize += 100;
    assertAmong(verify(zip), Kind.OVERLAP, "runs 100 bytes into the central directory");
  }

  @Test
  void anEntryBehindTheEndIsFound() {
    ForgedZip zip = right();
    zip.build();
    zip.entries.get(2).offset = 0x7fff_0000L;
    assertAmong(verify(zip), Kind.OVERLAP, "into the central directory");
  }

  @Test
  void gapsBetweenEntriesAreFound() {
    ForgedZip zip = right();
    zip.entries.get(2).before = new byte[11];
    BundleReport report = verify(zip);
    ForgedZip.Entry text = zip.entries.get(1);

    assertOne(report, Kind.UNACCOUNTED_DATA, zip.entries.get(2).offset - 11, "11 bytes behind");
    assertThat(report.problems().get(0).entry()).contains("assets/a.txt");
    assertThat(text.offset).isPositive();
  }

  @Test
  void aHiddenEntryInALargeGapIsFoundWithoutReadingIt() throws Exception {
    ForgedZip zip = right();
    zip.entries.get(2).before = new byte[100_000];
    byte[] bytes = zip.build();

    assertThatThrownBy(() -> Bundle.open(new Channel(bytes)))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("up to 100000 bytes behind the data belong to no entry");
  }

  @Test
  void anEmptyZipHasNoApplication() {
    assertOne(verify(new ForgedZip()), Kind.APPLICATION_MISSING, -1, "no application");
  }
}
