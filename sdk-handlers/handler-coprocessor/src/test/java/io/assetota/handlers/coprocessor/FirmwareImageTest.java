package io.assetota.handlers.coprocessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareImageTest {
  private static final long FLASH = 0x0800_0000L;

  @Test
  void anythingElseIsRawAndGoesToTheStartOfFlash() throws Exception {
    FirmwareImage image = FirmwareImage.parse(new byte[] {1, 2, 3}, FLASH);
    assertThat(image.format()).isEqualTo(Format.RAW);
    assertThat(image.start()).isEqualTo(FLASH);
    assertThat(image.end()).isEqualTo(FLASH + 3);
    assertThat(image).hasToString("RAW image of 3 bytes at 0x08000000");
  }

  @Test
  void intelHexGoesToItsOwnAddresses() throws Exception {
    FirmwareImage image =
        hex(
            """
            :020000040800F2
            :0400000001020304F2\r
            :0400040005060708DE

            :0401000009090909D7
            :0400000508000000EF
            :00000001FF
            """);
    assertThat(image.format()).isEqualTo(Format.INTEL_HEX);
    assertThat(image.segments()).hasSize(2);
    assertThat(image.segments().get(0).address()).isEqualTo(FLASH);
    assertThat(image.segments().get(0).content(0, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(image.segments().get(1).address()).isEqualTo(FLASH + 0x100);
    assertThat(image.size()).isEqualTo(12);
  }

  @Test
  void intelHexSegmentAddressesAreParagraphs() throws Exception {
    FirmwareImage image = hex(":020000021000EC\n:0100100055 9A\n:00000001FF\n".replace(" ", ""));
    assertThat(image.start()).isEqualTo(0x10010);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":0400000001020304F3\n:00000001FF\n",
        ":0400000001020304F2\n",
        ":0400000001020304F2\n:00000001FF\n:0400000001020304F2\n",
        ":0400000001020304F2\n:0400020001020304F0\n:00000001FF\n",
        ":0500000001020304F1\n:00000001FF\n",
        ":0400000001020304F2\n:04000G0001020304F2\n:00000001FF\n",
        ":0400000901020304E9\n:00000001FF\n",
        ":0100000408F3\n:00000001FF\n",
        ":00000001FF\n"
      })
  void damagedIntelHexIsRefused(String text) {
    assertBad(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void elfGoesToPhysicalAddresses() throws Exception {
    FirmwareImage image = FirmwareImage.parse(elf(0x0800_0000, 0x2000_0000, 8), FLASH);
    assertThat(image.format()).isEqualTo(Format.ELF);
    assertThat(image.segments()).hasSize(1);
    assertThat(image.start()).isEqualTo(FLASH);
    assertThat(image.segments().get(0).content(0, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void damagedElfIsRefused() {
    byte[] elf = elf(0x0800_0000, 0x2000_0000, 8);
    for (int length = 4; length < elf.length; length++) {
      assertBad(java.util.Arrays.copyOf(elf, length));
    }
    byte[] big = elf.clone();
    big[5] = 2;
    assertBad(big);
  }

  @Test
  void noFileBreaksTheParsers() {
    Random random = new Random(1);
    byte[] elf = elf(0x0800_0000, 0x2000_0000, 8);
    for (int i = 0; i < 20_000; i++) {
      byte[] file =
          i % 2 == 0
              ? elf.clone()
              : ":0400000001020304F2\n:00000001FF\n".getBytes(StandardCharsets.US_ASCII);
      for (int j = 0; j < 1 + i % 4; j++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(FirmwareImage.parse(file, FLASH).size()).isPositive();
      } catch (CoprocessorException e) {
        assertThat(e.problem()).isEqualTo(Problem.BAD_IMAGE);
      }
    }
  }

  @Test
  void emptyFileIsRefused() {
    assertBad(new byte[0]);
  }

  private static FirmwareImage hex(String text) throws Exception {
    return FirmwareImage.parse(text.getBytes(StandardCharsets.US_ASCII), FLASH);
  }

  private static AbstractThrowableAssert<?, ?> assertBad(byte[] file) {
    return assertThatThrownBy(() -> FirmwareImage.parse(file, FLASH))
        .isInstanceOfSatisfying(
            CoprocessorException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_IMAGE));
  }

  /** One loadable segment of {@code size} bytes, and one that is not loaded. */
  private static byte[] elf(int physical, int virtual, int size) {
    ByteBuffer elf = ByteBuffer.allocate(52 + 64 + size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).position(16);
    elf.putShort((short) 2).putShort((short) 40).putInt(1).putInt(physical).putInt(52).putInt(0);
    elf.putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 2);
    elf.position(52);
    elf.putInt(1).putInt(116).putInt(virtual).putInt(physical).putInt(size).putInt(size + 4);
    elf.putInt(5).putInt(4);
    elf.putInt(6).putInt(52).putInt(0).putInt(0).putInt(64).putInt(64).putInt(4).putInt(4);
    for (int i = 1; i <= size; i++) {
      elf.put((byte) i);
    }
    return elf.array();
  }
}
