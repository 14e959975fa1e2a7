package io.assetota.handlers.coprocessor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Firmware as ELF, Intel HEX or raw: pieces in order that don't overlap, or a clear error. */
class FirmwareImageFuzzTest {
  static Stream<byte[]> images() {
    return Stream.of(
        elf(),
        ":020000040800F2\n:0400000001020304F2\n:00000001FF\n".getBytes(US_ASCII),
        ":020000021000EC\r\n:10010000214601360121470136007EFE09D2190140\r\n:00000001FF\r\n"
            .getBytes(US_ASCII),
        new byte[] {1, 2, 3});
  }

  /** A 32-bit ELF for ARM with one piece of four bytes. */
  private static byte[] elf() {
    ByteBuffer elf = ByteBuffer.allocate(88).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).position(16);
    elf.putShort((short) 2).putShort((short) 40).putInt(1).putInt(0x0800_0000).putInt(52);
    elf.putInt(0).putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 1);
    elf.position(52);
    elf.putInt(1).putInt(84).putInt(0x0800_0000).putInt(0x0800_0000).putInt(4).putInt(4);
    elf.putInt(5).putInt(4).putInt(0x0102_0304);
    return elf.array();
  }

  @MethodSource("images")
  @FuzzTest
  void imagesHavePiecesInOrder(byte[] input) {
    try {
      FirmwareImage image = FirmwareImage.parse(input, 0x0800_0000L);
      assertThat(image.size()).isBetween(1L, (long) FirmwareImage.MAX_SIZE);
      long end = -1;
      for (FirmwareSegment segment : image.segments()) {
        assertThat(segment.address()).isGreaterThan(end);
        end = segment.end();
      }
      assertThat(end).isLessThanOrEqualTo(1L << 32);
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
