package io.assetota.handlers.coprocessor.esp32;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.coprocessor.GuideTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EspChipsGuideTest {
  @Test
  void tellsWhatIsKnown() throws IOException {
    List<List<String>> rows = GuideTable.read("chips.md", "## ESP32");
    assertThat(rows)
        .extracting(row -> EspChip.ofImageId(Integer.parseInt(row.get(1))).map(EspChip::toString))
        .containsExactlyElementsOf(rows.stream().map(row -> Optional.of(row.get(0))).toList());
    assertThat(rows).hasSameSizeAs(EspChip.values());
  }
}
