package io.assetota.handlers.testkit.stm32;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.VirtualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the client stm32loader asks a part before it writes, command by command: besides the id, the
 * identifier of the boot loader, the size of flash and the unique id, all in system memory.
 */
class Stm32LoaderSequenceTest {
  private static final byte ACK = 0x79;

  @ParameterizedTest
  @CsvSource({
    "f103, 1FFFF7D6, 1FFFF7E0, 1FFFF7E8, 128",
    "g474, 1FFF6FFE, 1FFF75E0, 1FFF7590, 512",
    "f407, 1FFF76DE, 1FFF7A22, 1FFF7A10, 1024",
    "l152, 1FF00FFE, 1FF800CC, 1FF800D0, 256"
  })
  void systemMemoryCanBeRead(String name, String loaderId, String size, String uniqueId, int kib)
      throws IOException {
    Stm32Chip chip =
        switch (name) {
          case "f103" -> Stm32Chip.f103();
          case "g474" -> Stm32Chip.g474();
          case "f407" -> Stm32Chip.f407();
          default -> Stm32Chip.l152();
        };
    EmulatedSerialLink link =
        new EmulatedSerialLink(
            new Stm32Emulator(chip), new SerialSettings(115_200, Parity.EVEN), new VirtualClock());
    assertThat(exchange(link, new byte[] {0x7f}, 1)).containsExactly(ACK);
    assertThat(read(link, Long.parseLong(loaderId, 16), 1)).hasSize(1);
    byte[] register = read(link, Long.parseLong(size, 16), 2);
    assertThat(ByteBuffer.wrap(register).order(ByteOrder.LITTLE_ENDIAN).getShort())
        .isEqualTo((short) kib);
    assertThat(read(link, Long.parseLong(uniqueId, 16), 12)).hasSize(12);

    // Where single values are refused, it reads the whole block of 256 bytes, as with an F4.
    long address = Long.parseLong(size, 16);
    byte[] block = read(link, address & -256L, 256);
    int at = (int) (address & 0xff);
    assertThat(Arrays.copyOfRange(block, at, at + 2)).isEqualTo(register);
  }

  private static byte[] read(EmulatedSerialLink link, long address, int length) throws IOException {
    assertThat(exchange(link, new byte[] {0x11, (byte) 0xee}, 1)).containsExactly(ACK);
    byte[] frame = ByteBuffer.allocate(5).putInt((int) address).array();
    frame[4] = (byte) (frame[0] ^ frame[1] ^ frame[2] ^ frame[3]);
    assertThat(exchange(link, frame, 1)).as("%08X", address).containsExactly(ACK);
    byte count = (byte) (length - 1);
    byte[] answer = exchange(link, new byte[] {count, (byte) ~count}, length + 1);
    assertThat(answer[0]).isEqualTo(ACK);
    return Arrays.copyOfRange(answer, 1, answer.length);
  }

  private static byte[] exchange(EmulatedSerialLink link, byte[] request, int length)
      throws IOException {
    link.write(request, 0, request.length);
    byte[] answer = new byte[length];
    link.read(answer, 0, length, Duration.ofSeconds(1));
    return answer;
  }
}
