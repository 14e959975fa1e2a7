package io.assetota.core.bundle;

import static io.assetota.core.bundle.Verdict.JSON;
import static io.assetota.core.bundle.Verdict.LOGO;
import static io.assetota.core.bundle.Verdict.TEXT;
import static io.assetota.core.bundle.Verdict.application;
import static io.assetota.core.bundle.Verdict.assertAmong;
import static io.assetota.core.bundle.Verdict.assertEntryRefused;
import static io.assetota.core.bundle.Verdict.assertHeaderRefused;
import static io.assetota.core.bundle.Verdict.forgedText;
import static io.assetota.core.bundle.Verdict.verify;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleProblem.Kind;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundleWarning;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries with hostile names, headers or data. */
class HostileEntryTest {
  private static final int UNIX = 3 << 8;

  @ParameterizedTest
  @CsvSource({
    "assets/../../etc/passwd, NAME_UNSAFE, leads out of its folder",
    "../assets, NAME_UNSAFE, leads out of its folder",
    "/etc/passwd, NAME_UNSAFE, absolute",
    "assets\\a.txt, NAME_UNSAFE, backslash",
    "..\\x, NAME_UNSAFE, backslash",
    "C:/windows, NAME_UNSAFE, absolute",
    "META-INF/./x, NAME_MALFORMED, is a folder",
    "META-INF//x, NAME_MALFORMED, empty",
    "assets/fonts/x, NESTED_ASSET, no folders",
    "assets/fonts/, NESTED_ASSET, no folders",
    "Assets/x, NAME_AMBIGUOUS, folder of the assets",
  })
  void hostileNamesAreFound(String name, Kind kind, String message) {
    ForgedZip zip = forgedText(e -> {});
    zip.add(name, new byte[0]);
    BundleReport report = verify(zip);

    assertThat(report.problems())
        .anySatisfy(
            p -> {
              assertThat(p.kind()).isEqualTo(kind);
              assertThat(p.entry()).contains(name);
              assertThat(p.offset()).hasValue(zip.entries.get(3).headerOffset);
              assertThat(p.message()).contains(message);
            });
  }

  @Test
  void anEmptyNameIsFound() {
    ForgedZip zip = forgedText(e -> {});
    zip.add("", new byte[0]);
    assertAmong(verify(zip), Kind.NAME_MALFORMED, "without a name");
  }

  @Test
  void controlCharactersAreFoundAndNotPrinted() {
    ForgedZip zip = forgedText(e -> {});
    zip.add("META-INF/\u001b[2J\n", new byte[0]);
    BundleReport report = verify(zip);

    assertAmong(report, Kind.NAME_MALFORMED, "control character");
    assertThat(report.problems().toString()).doesNotContain("\u001b").doesNotContain("\n");
  }

  @Test
  void namesAreUtf8OrAscii() {
    ForgedZip broken = forgedText(e -> {});
    broken.add("x", new byte[0], e -> e.rename(new byte[] {'M', '/', (byte) 0xc3, '('}));
    assertHeaderRefused(broken, 3, Kind.NAME_MALFORMED, "marked as UTF-8, but is none");

    ForgedZip unmarked = forgedText(e -> {});
    unmarked.add("M/\u00fc", new byte[0], HostileEntryTest::unmark);
    assertHeaderRefused(unmarked, 3, Kind.NAME_MALFORMED, "not marked as UTF-8");
  }

  private static void unmark(ForgedZip.Entry entry) {
    entry.flags = 0;
    entry.localFlags = 0;
  }

  private static ForgedZip unmarked(Consumer<ForgedZip.Entry> forgery) {
    return new ForgedZip()
        .add("app.bin", application("\u00fc.txt", TEXT))
        .add(
            "assets/\u00fc.txt",
            TEXT,
            e -> {
              unmark(e);
              forgery.accept(e);
            });
  }

  @Test
  void namesThatAreNotMarkedAreUtf8WhereTheyCanBeNothingElse() {
    CRC32 crc = new CRC32();
    byte[] name = "assets/\u00fc.txt".getBytes(UTF_8);
    crc.update(name);
    for (ForgedZip zip :
        List.of(
            unmarked(e -> e.madeBy = UNIX | 30),
            unmarked(e -> e.extra = unicodePath(crc.getValue(), name)))) {
      BundleReport report = verify(zip);
      assertThat(report.problems()).isEmpty();
      assertThat(report.warnings())
          .extracting(BundleWarning::kind, BundleWarning::subject)
          .containsExactly(tuple(BundleWarning.Kind.NAME_UNMARKED, "assets/\u00fc.txt"));
    }
    assertHeaderRefused(
        unmarked(
            e -> {
              e.madeBy = UNIX | 30;
              e.rename("assets/\u00fc.txt".getBytes(ISO_8859_1));
            }),
        1,
        Kind.NAME_MALFORMED,
        "not marked as UTF-8");
  }

  @Test
  void overlongUtf8IsFound() {
    ForgedZip zip = forgedText(e -> {});
    // "../x" with an overlong dot.
    zip.add("x", new byte[0], e -> e.rename(new byte[] {(byte) 0xc0, (byte) 0xae, '.', '/', 'x'}));
    assertHeaderRefused(zip, 3, Kind.NAME_MALFORMED, "marked as UTF-8, but is none");
  }

  @Test
  void aSecondNameInAnExtraFieldIsFound() {
    byte[] hidden = "assets/b.txt".getBytes(UTF_8);
    byte[] name = "assets/a.txt".getBytes(UTF_8);
    CRC32 crc = new CRC32();
    crc.update(name);
    assertHeaderRefused(
        forgedText(e -> e.extra = unicodePath(crc.getValue(), hidden)),
        1,
        Kind.NAME_MALFORMED,
        "second, different name");
    assertThat(verify(forgedText(e -> e.extra = unicodePath(crc.getValue(), name))).problems())
        .isEmpty();
  }

  private static byte[] unicodePath(long crc, byte[] name) {
    return ByteBuffer.allocate(9 + name.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0x7075)
        .putShort((short) (5 + name.length))
        .put((byte) 1)
        .putInt((int) crc)
        .put(name)
        .array();
  }

  @Test
  void extraFieldsThatAreCutOffAreFound() {
    assertHeaderRefused(
        forgedText(e -> e.extra = new byte[] {1, 2, 9, 0, 1}),
        1,
        Kind.DIRECTORY_DAMAGED,
        "extra fields are cut off");
  }

  @Test
  void twoEntriesOfOneNameAreFound() {
    ForgedZip zip = forgedText(e -> {});
    zip.add("assets/a.txt", TEXT);
    assertHeaderRefused(zip, 3, Kind.NAME_DUPLICATE, "more than once");
  }

  @ParameterizedTest
  @CsvSource({
    "logo.bin, LOGO.BIN",
    "logo.bin, logo.b\u0131n", // the dotless i, whose upper case is I
    "FILE, \ufb01le", // a ligature, whose upper case is FI
    "strasse, stra\u00dfe"
  })
  void namesThatDifferOnlyByCaseAreFound(String one, String other) {
    ForgedZip zip =
        new ForgedZip()
            .add("app.bin", application(one, LOGO, other, LOGO))
            .add("assets/" + one, LOGO)
            .add("assets/" + other, LOGO);
    assertHeaderRefused(
        zip,
        2,
        Kind.NAME_AMBIGUOUS,
        "file systems do not distinguish this name from assets/" + one);
  }

  @Test
  void namesThatDifferOnlyByUnicodeFormAreFound() {
    ForgedZip zip =
        new ForgedZip()
            .add("app.bin", application("\u00fc", TEXT, "u\u0308", TEXT))
            .add("assets/\u00fc", TEXT)
            .add("assets/u\u0308", TEXT);
    assertHeaderRefused(
        zip, 2, Kind.NAME_AMBIGUOUS, "do not distinguish this name from assets/\u00fc");
  }

  @ParameterizedTest
  @ValueSource(ints = {0120777, 0020666, 0010644, 0140755, 0040755})
  void symbolicLinksAndSpecialFilesAreFound(int mode) {
    assertAmong(
        verify(
            forgedText(
                e -> {
                  e.madeBy = UNIX | 20;
                  e.attributes = (long) mode << 16;
                })),
        Kind.NOT_A_FILE,
        "symbolic link");
  }

  @Test
  void aFolderEntryIsFineAndAFolderWithContentIsNot() {
    ForgedZip zip = forgedText(e -> {});
    zip.add(
        "assets/",
        new byte[0],
        e -> {
          e.stored(new byte[0]);
          e.madeBy = UNIX | 20;
          e.attributes = 0040755L << 16;
        });
    assertThat(verify(zip).problems()).isEmpty();
    zip.add("META-INF/", TEXT);
    assertHeaderRefused(zip, 4, Kind.NOT_A_FILE, "a folder of 13 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1 | 1 << 6})
  void encryptedEntriesAreFound(int flags) {
    assertAmong(verify(forgedText(e -> e.flag(flags))), Kind.ENCRYPTED, "assets/a.txt");
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 5, 1 << 13})
  void flagsThatNobodyHonoursAlikeAreFound(int flag) {
    assertAmong(
        verify(forgedText(e -> e.flag(flag))), Kind.UNSUPPORTED_METHOD, "are not supported");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 12, 14, 93, 95, 99})
  void otherCompressionMethodsAreFound(int method) {
    assertAmong(
        verify(
            forgedText(
                e -> {
                  e.method = method;
                  e.localMethod = method;
                })),
        Kind.UNSUPPORTED_METHOD,
        "compression method " + method);
  }

  @Test
  void zip64EntriesAreFound() {
    byte[] extra = {1, 0, 8, 0, 13, 0, 0, 0, 0, 0, 0, 0};
    assertAmong(verify(forgedText(e -> e.extra = extra)), Kind.ZIP64, "zip64 sizes");
    assertEntryRefused(
        forgedText(e -> e.localExtra = extra), 1, Kind.ZIP64, "zip64 sizes in its header");
    assertAmong(verify(forgedText(e -> e.size = 0xffff_ffffL)), Kind.ZIP64, "asks for zip64");
  }

  @Test
  void storedAssetsAreFine() {
    assertThat(verify(forgedText(e -> e.stored(TEXT))).problems()).isEmpty();
  }

  @Test
  void storedEntriesHaveOneSize() {
    assertHeaderRefused(
        forgedText(
            e -> {
              e.stored(TEXT);
              e.size = 14;
              e.localSize = 14;
            }),
        1,
        Kind.SIZE_MISMATCH,
        "stored in 13 bytes, but claims 14");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dataDescriptorsAreFine(boolean signature) {
    assertThat(verify(forgedText(e -> e.descriptor(signature))).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStoredEntryWithADataDescriptorIsFine(boolean signature) {
    assertThat(verify(forgedText(e -> e.stored(TEXT).descriptor(signature))).problems()).isEmpty();
  }

  /** Also in front of a read that begins in the middle of it. */
  @ParameterizedTest
  @CsvSource({"0, true", "5, true", "70000, true", "131069, true", "70000, false", "131069, false"})
  void aStoredEntryWithASecondDataDescriptorInItIsRefused(int end, boolean signature) {
    ByteBuffer content = ByteBuffer.allocate(end + 40).order(ByteOrder.LITTLE_ENDIAN);
    content.position(end);
    if (signature) {
      content.putInt(0x08074b50);
    }
    content.putInt(1).putInt(end).putInt(end).putInt(0x04034b50);
    ForgedZip zip =
        new ForgedZip()
            .add("app.bin", application("a", content.array()))
            .add("assets/a", content.array(), e -> e.stored(content.array()).descriptor(true));
    assertEntryRefused(
        zip, 1, Kind.UNSUPPORTED_METHOD, "it could end after " + end + " bytes already");
  }

  @Test
  void aStoredZipWithADataDescriptorIsFine() {
    byte[] zip = Verdict.right().build();
    assertThat(
            verify(
                    new ForgedZip()
                        .add("app.bin", application("a.zip", zip))
                        .add("assets/a.zip", zip, e -> e.stored(zip).descriptor(true)))
                .problems())
        .isEmpty();
  }

  @Test
  void anEmptyStoredEntryMayHaveADataDescriptorAsThePublicEncoderWritesIt() {
    byte[] none = {};
    assertThat(
            verify(
                    new ForgedZip()
                        .add("app.bin", application("empty", none))
                        .add("assets/empty", none, e -> e.stored(none).descriptor(true)))
                .problems())
        .isEmpty();
  }

  @Test
  void aWrongDataDescriptorIsFound() {
    assertEntryRefused(
        forgedText(
            e -> {
              e.descriptor(true);
              e.behind[4] ^= 1;
            }),
        1,
        Kind.HEADER_MISMATCH,
        "CRC-32 is");
    assertEntryRefused(
        forgedText(
            e -> {
              e.descriptor(true);
              e.behind[0] ^= 1;
            }),
        1,
        Kind.HEADER_MISMATCH,
        "no signature");
    ForgedZip missing =
        forgedText(
            e -> {
              e.descriptor(true);
              e.behind = new byte[0];
            });
    assertAmong(verify(missing), Kind.UNACCOUNTED_DATA, "are no data descriptor");
  }

  @Test
  void theLocalHeaderMustSayWhatTheDirectorySays() {
    assertEntryRefused(
        forgedText(e -> e.localName = "assets/b.txt".getBytes(UTF_8)),
        1,
        Kind.HEADER_MISMATCH,
        "name in the local header is assets/b.txt");
    assertEntryRefused(
        forgedText(e -> e.localMethod = 0), 1, Kind.HEADER_MISMATCH, "compression method is 8");
    assertEntryRefused(forgedText(e -> e.localFlags = 0), 1, Kind.HEADER_MISMATCH, "flags is");
    assertEntryRefused(forgedText(e -> e.localCrc ^= 1), 1, Kind.HEADER_MISMATCH, "CRC-32 is");
    assertEntryRefused(
        forgedText(e -> e.localSize++), 1, Kind.HEADER_MISMATCH, "size is 13 in the directory");
    assertEntryRefused(
        forgedText(e -> e.localPackedSize++), 1, Kind.HEADER_MISMATCH, "compressed size is 15");
    assertEntryRefused(
        forgedText(e -> e.localSignature = 0), 1, Kind.HEADER_MISMATCH, "no local header");
  }

  @Test
  void aLocalNameLongerThanItsPlaceIsFound() {
    ForgedZip zip = forgedText(e -> {});
    byte[] bytes = zip.build();
    bytes[(int) zip.entries.get(1).offset + 27] = 1;
    assertAmong(verify(bytes), Kind.HEADER_MISMATCH, "don't fit");
  }

  @Test
  void severalLiesOfOneHeaderAreAllReported() {
    assertThat(
            verify(
                    forgedText(
                        e -> {
                          e.localCrc ^= 1;
                          e.localSize++;
                          e.localMethod = 0;
                        }))
                .problems())
        .hasSize(3)
        .allMatch(p -> p.kind() == Kind.HEADER_MISMATCH);
  }

  @Test
  void theContentMustHaveItsCrcAndItsSize() {
    assertEntryRefused(
        forgedText(
            e -> {
              e.crc ^= 1;
              e.localCrc ^= 1;
            }),
        1,
        Kind.CRC_MISMATCH,
        "CRC-32 of the content is 7914a1ed");
    assertEntryRefused(
        forgedText(
            e -> {
              e.size++;
              e.localSize++;
            }),
        1,
        Kind.SIZE_MISMATCH,
        "holds 13 bytes, but claims 14");
    assertEntryRefused(
        forgedText(
            e -> {
              e.size--;
              e.localSize--;
            }),
        1,
        Kind.SIZE_MISMATCH,
        "holds more than the 12 bytes");
  }

  @Test
  void aDamagedDeflateStreamIsFound() {
    assertEntryRefused(
        forgedText(e -> e.pack(new byte[] {7, 7, 7, 7})),
        1,
        Kind.DEFLATE_DAMAGED,
        "is damaged after 0 bytes");
    assertEntryRefused(
        forgedText(e -> e.pack(Arrays.copyOf(e.packed, e.packed.length - 3))),
        1,
        Kind.DEFLATE_DAMAGED,
        "is cut off after");
    assertEntryRefused(
        forgedText(e -> e.pack(Arrays.copyOf(e.packed, e.packed.length + 4))),
        1,
        Kind.DEFLATE_DAMAGED,
        "4 bytes of data behind the end of the Deflate stream");
    assertEntryRefused(
        forgedText(e -> e.pack(new byte[0])), 1, Kind.TOO_LARGE, "which 0 can't hold");
  }

  /** Or a device would fetch all of it for a few bytes. */
  @Test
  void moreDataThanItsContentCouldEverNeedIsRefusedByTheDirectoryAlone() {
    ForgedZip zip = forgedText(e -> e.pack(Arrays.copyOf(e.packed, 13 + 3 + 4096 + 1)));
    assertHeaderRefused(
        zip, 1, Kind.TOO_LARGE, "claims 4113 bytes of Deflate data for 13 bytes of content");
    byte[] bytes = zip.build();
    assertThatThrownBy(() -> Bundle.open(new Channel(bytes)))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("claims 4113 bytes of Deflate data");
  }

  @Test
  void aClaimThatNoDeflateStreamCanKeepIsRefusedUnread() {
    assertEntryRefused(
        forgedText(
            e -> {
              e.size = 1 << 20;
              e.localSize = 1 << 20;
            }),
        1,
        Kind.TOO_LARGE,
        "claims 1048576 bytes, which 15 can't hold");
  }

  @Test
  void theContentOfAllEntriesIsBounded() {
    byte[] zeros = new byte[1 << 20];
    ForgedZip zip =
        new ForgedZip()
            .add("app.bin", application("a", zeros, "b", zeros))
            .add("assets/a", zeros)
            .add("assets/b", zeros);
    VerifyOptions options =
        VerifyOptions.DEFAULT.withLimits(BundleLimits.DEFAULT.withContentSize(1_500_000));

    assertThat(verify(zip.build(), options).problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.kind()).isEqualTo(Kind.TOO_MUCH_CONTENT);
              assertThat(p.entry()).contains("assets/b");
              assertThat(p.message()).contains("all entries together may have 1500000");
            });
    assertThat(verify(zip).problems()).isEmpty();
  }

  @Test
  void allProblemsOfABundleAreReported() {
    ForgedZip zip =
        new ForgedZip()
            .add("app.bin", application("a.txt", TEXT, "logo.bin", LOGO, "gone", TEXT))
            .add(
                "assets/a.txt",
                TEXT,
                e -> {
                  e.crc ^= 1;
                  e.localCrc ^= 1;
                })
            .add("assets/logo.bin", JSON)
            .add("assets/extra", TEXT, e -> e.localName = "assets/other".getBytes(UTF_8))
            .add("../evil", TEXT);
    zip.trailing = new byte[1];

    assertThat(verify(zip).problems())
        .extracting(BundleProblem::kind)
        .containsExactlyInAnyOrder(
            Kind.TRAILING_DATA,
            Kind.NAME_UNSAFE,
            Kind.CRC_MISMATCH,
            Kind.HEADER_MISMATCH,
            Kind.ASSET_HASH_MISMATCH,
            Kind.ASSET_UNEXPECTED,
            Kind.ASSET_MISSING);
  }

  @Test
  void problemsAreNotListedWithoutEnd() {
    ForgedZip zip = new ForgedZip().add("app.bin", application());
    for (int i = 0; i < 3000; i++) {
      zip.add("../" + i, new byte[0]);
    }
    BundleReport report = verify(zip);

    assertThat(report.problems()).hasSize(1001);
    assertThat(report.problems().get(1000).kind()).isEqualTo(Kind.MORE_PROBLEMS);
  }
}
