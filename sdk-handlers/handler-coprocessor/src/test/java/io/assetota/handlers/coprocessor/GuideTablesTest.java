package io.assetota.handlers.coprocessor;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.coprocessor.FirmwareImage.Format;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guide says of protocols and formats, held against the code. */
class GuideTablesTest {
  @Test
  void everyProtocolHasARowWithItsSource() throws IOException {
    List<List<String>> rows = GuideTable.read("coprocessors.md", "# Coprocessors");
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.subList(0, 4)).noneMatch(String::isEmpty))
        .extracting(row -> row.get(4))
        .containsExactly("`flash-stm32`", "", "`flash-avr`", "`flash-smp`", "`flash-xmodem`");
    assertThat(rows)
        .extracting(row -> row.get(2))
        .containsExactly(
            "[AN3155]",
            "[Serial Protocol]",
            "STK500, version 1 (Atmel, AVR061)",
            "[SMP], version 1 and 2",
            "XMODEM-CRC (Forsberg, 1988)");
  }

  @Test
  void everyFormatHasARowWithItsSource() throws IOException {
    List<List<String>> rows = GuideTable.read("coprocessors.md", "## Images");
    // And one for what is refused.
    assertThat(rows).hasSize(Format.values().length + 1);
    assertThat(rows.subList(0, Format.values().length))
        .allSatisfy(row -> assertThat(row).noneMatch(String::isEmpty));
    assertThat(rows)
        .extracting(row -> row.get(0))
        .startsWith("ELF, 32 bits, little-endian", "Intel HEX", "Motorola S-records", "UF2");
  }
}
