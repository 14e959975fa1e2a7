package io.assetota.handlers.coprocessor.smp;

import static io.assetota.handlers.coprocessor.stm32.Stm32FlasherTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of imgtool, and what looks like one. */
class McubootImageTest {
  @ParameterizedTest
  @CsvSource({
    "old-ecdsa.signed.bin, 1.0.0, 32",
    "new-ecdsa.signed.bin, 1.2.3.4, 32",
    "new-rsa.signed.bin, 1.2.3, 32",
    "new-ed25519.signed.bin, 1.2.3, 32",
    "new-sha.signed.bin, 1.2.3, 32",
    "new-sha384.signed.bin, 1.2.3, 48",
    "new-sha512.signed.bin, 1.2.3, 64",
    "new-protected.signed.bin, 1.2.3, 32",
    "new-encrypted.signed.bin, 1.2.3, 32",
    "new-ecdsa.signed.s19, 1.2.3.4, 32"
  })
  void knowsWhatImgtoolSigned(String file, String version, int hashLength) throws IOException {
    McubootImage image = McubootImage.of(SignedImages.file(file));
    assertThat(image.version()).isEqualTo(version);
    assertThat(image.hash()).hasSize(hashLength);
    if (file.endsWith(".bin")) {
      assertThat(image.content()).isEqualTo(SignedImages.bytes(file));
    }
  }

  @Test
  void digestIsTheOneThatImgtoolPrints() throws IOException {
    assertThat(SignedImages.hash(SignedImages.NEW))
        .isEqualTo("b714e17500e1930facf5517c9dd9b845248a067a7b493deaee9a7469acd02eed");
  }

  @ParameterizedTest
  @CsvSource({"new-padded.signed.bin", "new-padded.signed.hex"})
  void paddingIsNotSent(String file) throws IOException {
    byte[] image = McubootImage.of(SignedImages.file(file)).content();
    assertThat(image).hasSizeLessThan(1400);
    // Each signature is another one: ECDSA takes a random number.
    assertThat(image).startsWith(Arrays.copyOf(SignedImages.bytes("new-padded.signed.bin"), 1132));
  }

  @Test
  void unsignedProgramIsRefusedByName() {
    assertProblem(Problem.BAD_IMAGE, () -> McubootImage.of(SignedImages.file("new.bin")))
        .hasMessageContainingAll("header of MCUboot", "zephyr.signed.bin", "Nothing was sent");
  }

  @Test
  void elfIsRefusedByName() {
    byte[] elf = new byte[300];
    // An executable without anything but a segment of 100 bytes.
    byte[] header = {0x7f, 'E', 'L', 'F', 1, 1, 1};
    System.arraycopy(header, 0, elf, 0, header.length);
    elf[16] = 2;
    elf[28] = 52;
    elf[42] = 32;
    elf[44] = 1;
    elf[52] = 1;
    elf[56] = 100;
    elf[68] = 100;
    elf[72] = 100;
    elf[100] = 0x55;
    assertProblem(Problem.BAD_IMAGE, () -> McubootImage.of(FirmwareImage.parse(elf, 0)))
        .hasMessageContaining("an ELF file, which nobody signed");
  }

  @Test
  void everyChangedByteOfWhatIsHashedIsNoticed() throws IOException {
    byte[] good = SignedImages.bytes("new-protected.signed.bin");
    int refused = 0;
    for (int at = 0; at < good.length; at++) {
      byte[] changed = good.clone();
      changed[at] ^= 0x10;
      try {
        McubootImage.of(FirmwareImage.parse(changed, 0));
      } catch (CoprocessorException e) {
        assertThat(e.problem()).isEqualTo(Problem.BAD_IMAGE);
        refused++;
      }
    }
    // All but the signature, which only the part can check.
    assertThat(refused).isGreaterThan(1100 + 32 + 32);
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] good = SignedImages.NEW;
    for (int length = 1; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertProblem(Problem.BAD_IMAGE, () -> McubootImage.of(FirmwareImage.parse(cut, 0)));
    }
  }
}
