package io.assetota.handlers.coprocessor.smp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts whose answers have right frames and headers, and anything in them. */
class HostilePartTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a0", // nothing at all
        "9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f", // lists in lists
        "bfbfbfbf",
        "a1636f66661b7fffffffffffffff", // an offset of 2^63-1
        "a1636f666620", // an offset of -1
        "a1646461746124", // a number where a text belongs
        "bf627263", // cut off
        "a1617af97e00", // not a number
        "a2626f6601626f6601", // a key twice
        "a166696d6167657383f6f6f6", // images that are nothing
        "a166696d61676573bb7fffffffffffffff", // a map of 2^63 entries
        "a1617a5b7fffffffffffffff", // bytes that would fill all memory
        "a1617a7b000000007fffffff00",
        "c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1a0", // tags of tags
        "ff"
      })
  void answerIsNeverMoreThanAFailure(String hex) {
    byte[] body = HexFormat.of().parseHex(hex);
    assertFails(new Impostor(request -> body));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noiseIsNeverMoreThanAFailure(long seed) {
    Random random = new Random(seed);
    assertFails(
        new Impostor(
            request -> {
              byte[] body = new byte[random.nextInt(200)];
              random.nextBytes(body);
              if (body.length > 0) {
                body[0] = (byte) (0xa0 + random.nextInt(4));
              }
              return body;
            }));
  }

  private static void assertFails(SerialPart part) {
    VirtualClock clock = new VirtualClock();
    SerialLink link = new EmulatedSerialLink(part, new SerialSettings(115_200, Parity.NONE), clock);
    SmpFlasher flasher = new SmpFlasher(link, BootControl.none(), clock);
    assertThatThrownBy(
            () -> flasher.flash(FirmwareImage.parse(SignedImages.NEW, 0), FlashListener.NONE))
        .isInstanceOf(AssetException.class);
  }

  /** Answers each request. */
  private interface Bodies {
    byte[] body(byte[] request);
  }

  private static final class Impostor implements SerialPart {
    private final Bodies bodies;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Impostor(Bodies bodies) {
      this.bodies = bodies;
    }

    @Override
    public void receive(int value, long nanos, Line toHost) {
      if (value != '\n') {
        line.write(value);
        return;
      }
      byte[] bytes = line.toByteArray();
      line.reset();
      if (bytes[0] == 6) {
        content.reset();
      }
      content.writeBytes(Base64.getDecoder().decode(Arrays.copyOfRange(bytes, 2, bytes.length)));
      byte[] framed = content.toByteArray();
      if (framed.length == 2 + (ByteBuffer.wrap(framed).getShort() & 0xffff)) {
        toHost.send(answer(Arrays.copyOfRange(framed, 2, 10)), nanos);
      }
    }

    private byte[] answer(byte[] header) {
      byte[] body = bodies.body(header);
      ByteBuffer packet = ByteBuffer.allocate(8 + body.length).put(header).put(body);
      packet.put(0, (byte) (header[0] + 1)).putShort(2, (short) body.length);
      int crc = 0;
      for (byte value : packet.array()) {
        crc ^= (value & 0xff) << 8;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
        }
      }
      byte[] framed =
          ByteBuffer.allocate(packet.capacity() + 4)
              .putShort((short) (packet.capacity() + 2))
              .put(packet.array())
              .putShort((short) crc)
              .array();
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      sent.writeBytes(new byte[] {6, 9});
      sent.writeBytes(Base64.getEncoder().encode(framed));
      sent.write('\n');
      return sent.toByteArray();
    }
  }
}
