package io.assetota.handlers.coprocessor.stm32;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.coprocessor.GuideTable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class Stm32ChipsGuideTest {
  @Test
  void tellsWhatIsKnown() throws IOException {
    List<List<String>> rows = GuideTable.read("chips.md", "## STM32");
    assertThat(rows).hasSameSizeAs(Stm32DeviceTable.BY_ID.keySet());
    assertThat(rows)
        .allSatisfy(
            row -> {
              Stm32Device device =
                  Objects.requireNonNull(
                      Stm32DeviceTable.BY_ID.get(Integer.decode(row.get(0))), row.get(0));
              assertThat(device.name()).isEqualTo(row.get(1));
              String pages = row.get(2).replace(" (or by size and option byte)", "");
              assertThat(Stm32Pages.parse(pages.replace(" x ", "*").replace(", ", ",")).sizes())
                  .isEqualTo(device.flash().pageSizes());
              assertThat(row.get(2).contains("option byte"))
                  .isEqualTo(Stm32DeviceTable.VARIANTS.containsKey(device.chipId()));
              assertThat(row.get(3)).matches("RM0\\d{3}");
            });
    assertThat(rows.stream().map(row -> row.get(0)).collect(Collectors.toSet()))
        .hasSameSizeAs(rows);
  }
}
