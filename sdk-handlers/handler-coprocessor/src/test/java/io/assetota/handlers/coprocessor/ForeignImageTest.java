package io.assetota.handlers.coprocessor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of other tools: read as these mean them, or refused by what they are. The ELF files are GNU
 * ld's, their Intel HEX and S-record twins are objcopy's.
 */
class ForeignImageTest {
  private static final long FLASH = 0x0800_0000L;
  private static final String HEX = ":0400000001020304F2\n:00000001FF\n";

  @ParameterizedTest
  @CsvSource({
    // The linker's headers and padding lie in the first segment, in front of the program.
    "origin-2800, 08002800",
    "origin-8000, 08008000",
    // Two sections that run at one address, and settings in a region of their own.
    "overlay, 08000000"
  })
  void elfIsWhatObjcopyMakesOfIt(String name, String start) throws IOException {
    FirmwareImage elf = FirmwareImage.parse(elf(name), FLASH);
    assertThat(elf.format()).isEqualTo(Format.ELF);
    assertThat(elf.start()).isEqualTo(Long.parseLong(start, 16));
    assertSame(elf, FirmwareImage.parse(resource(name + ".hex").readAllBytes(), FLASH));
  }

  @Test
  void sectionsAtTheSameAddressAreRefusedInBothForms() throws IOException {
    assertBad(elf("overlapping")).hasMessageContaining("0x08000008 twice");
    assertBad(resource("overlapping.hex").readAllBytes()).hasMessageContaining("0x08000008 twice");
  }

  /** Without sections, what is in front of the vector table is known by being headers and zero. */
  @ParameterizedTest
  @ValueSource(strings = {"origin-2800", "origin-8000"})
  void elfWithoutSectionsLeavesOutItsHeaders(String name) throws IOException {
    byte[] stripped = elf(name);
    ByteBuffer.wrap(stripped).order(ByteOrder.LITTLE_ENDIAN).putInt(32, 0).putShort(48, (short) 0);
    assertSame(FirmwareImage.parse(stripped, FLASH), FirmwareImage.parse(elf(name), FLASH));
  }

  @Test
  void elfWithoutLoadAddressesGoesToWhereItIsUsed() throws IOException {
    byte[] elf = elf("overlay");
    ByteBuffer headers = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < headers.getShort(44); i++) {
      headers.putInt(headers.getInt(28) + i * headers.getShort(42) + 12, 0);
    }
    assertBad(elf).hasMessageContaining("0x20000400 twice");
  }

  @Test
  void elfThatWasNotLinkedIsRefused() throws IOException {
    byte[] object = elf("overlay");
    object[16] = 1;
    assertBad(object).hasMessageContaining("not linked");
    object[16] = 4;
    assertBad(object).hasMessageContaining("core dump");
  }

  @Test
  void elfThatIsCutOffAnywhereIsRefused() throws IOException {
    byte[] elf = elf("origin-2800");
    for (int length = 52; length < elf.length; length += 97) {
      assertBad(Arrays.copyOf(elf, length));
    }
  }

  @Test
  void sRecordsAreWhatObjcopyMakesOfAnElf() throws IOException {
    FirmwareImage image = FirmwareImage.parse(resource("overlay.srec").readAllBytes(), FLASH);
    assertThat(image.format()).isEqualTo(Format.S_RECORDS);
    assertSame(image, FirmwareImage.parse(elf("overlay"), FLASH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S1070000010203FFF4\nS9030000FC\n",
        "S107000001020304EE\n",
        "S107000001020304EE\nS5030002FA\nS9030000FC\n",
        "S108000001020304EE\nS9030000FC\n",
        "S4030000FC\nS9030000FC\n",
        "S107000001020304EE\nS9030000FC\nS107000001020304EE\n",
        "S107000001020304E\nS9030000FC\n"
      })
  void damagedSRecordsAreRefused(String text) {
    assertBad(text.getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeff" + HEX,
        "\n\r\n" + HEX,
        "; made by a tool\n# of the field\n// long ago\n" + HEX,
        ":0400000001020304F2\n\n; between\n:00000001FF\n",
        HEX + "\u001a",
        HEX + "\n; behind\n",
        "  :0400000001020304F2\n  :00000001FF",
        ":0400000001020304F2\r:00000001FF\r"
      })
  void intelHexOfTheWildIsRead(String text) throws IOException {
    FirmwareImage image = FirmwareImage.parse(text.getBytes(UTF_8), FLASH);
    assertThat(image.format()).isEqualTo(Format.INTEL_HEX);
    assertThat(image.segments().get(0).content(0, 4)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void uf2GoesToTheAddressesOfItsBlocks() throws IOException {
    FirmwareImage image =
        FirmwareImage.parse(uf2(block(0, 3, FLASH), block(1, 3, FLASH + 256), skipped(2, 3)), 0);
    assertThat(image.format()).isEqualTo(Format.UF2);
    assertThat(image.start()).isEqualTo(FLASH);
    assertThat(image.size()).isEqualTo(512);
  }

  @Test
  void damagedUf2IsRefused() {
    byte[] whole = uf2(block(0, 2, FLASH), block(1, 2, FLASH + 256));
    assertBad(Arrays.copyOf(whole, 700)).hasMessageContaining("cut off");
    assertBad(Arrays.copyOf(whole, 512)).hasMessageContaining("block 0 of 2");
    whole[1020] ^= 1;
    assertBad(whole).hasMessageContaining("offset 512");
    byte[] mixed = uf2(block(0, 2, FLASH), block(1, 2, FLASH + 256));
    mixed[512 + 28] ^= 1;
    assertBad(mixed).hasMessageContaining("families");
  }

  @Test
  void whatIsNoProgramIsRefusedByWhatItIs() throws IOException {
    byte[] page = "\n<!DOCTYPE html><html><body>404 Not Found</body></html>".getBytes(UTF_8);
    assertBad(page).hasMessageContaining("a web page");
    assertBad("version=3\nname=Grüße\n".getBytes(UTF_8)).hasMessageContaining("a text file");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(page);
    }
    assertBad(zipped.toByteArray()).hasMessageContaining("a gzip file");
    for (String start :
        List.of("504B0304", "89504E470D0A1A0A", "FFD8FFE0", "4D5A9000", "CAFEBABE00000034")) {
      byte[] file = Arrays.copyOf(HexFormat.of().parseHex(start), 4096);
      assertBad(file).hasMessageContaining("not a program");
    }
  }

  @Test
  void contentTakenAsItIsIsNotLookedAt() throws IOException {
    FirmwareImage image = FirmwareImage.raw(HEX.getBytes(UTF_8), FLASH);
    assertThat(image.format()).isEqualTo(Format.RAW);
    assertThat(image.isTakenAsIs()).isTrue();
    assertThat(image.size()).isEqualTo(HEX.length());
  }

  private static void assertSame(FirmwareImage image, FirmwareImage other) {
    assertThat(image.segments()).hasSameSizeAs(other.segments());
    for (int i = 0; i < image.segments().size(); i++) {
      FirmwareSegment segment = image.segments().get(i);
      FirmwareSegment twin = other.segments().get(i);
      assertThat(segment.address()).isEqualTo(twin.address());
      assertThat(segment.content(0, segment.length())).isEqualTo(twin.content(0, twin.length()));
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertBad(byte[] file) {
    return assertThatThrownBy(() -> FirmwareImage.parse(file, FLASH))
        .isInstanceOfSatisfying(
            CoprocessorException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_IMAGE));
  }

  private static byte[] elf(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(resource(name + ".elf.gz"))) {
      return in.readAllBytes();
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(ForeignImageTest.class.getResourceAsStream(name), name);
  }

  private static byte[] block(int number, int count, long address) {
    ByteBuffer block = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(0x0a32_4655).putInt(0x9e5d_5157).putInt(0x2000).putInt((int) address);
    block.putInt(256).putInt(number).putInt(count).putInt(0x5775_5a57);
    block.position(508).putInt(0x0ab1_6f30);
    return block.array();
  }

  private static byte[] skipped(int number, int count) {
    byte[] block = block(number, count, 0);
    block[8] = 1;
    return block;
  }

  private static byte[] uf2(byte[]... blocks) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Arrays.stream(blocks).forEach(file::writeBytes);
    return file.toByteArray();
  }
}
