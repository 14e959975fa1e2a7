package io.assetota.handlers.coprocessor.avr;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.coprocessor.GuideTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AvrChipsGuideTest {
  @Test
  void tellsWhatIsKnown() throws IOException {
    List<List<String>> rows = GuideTable.read("chips.md", "## AVR");
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(AvrDevice.values()).map(device -> row(device, rows)).toList());
  }

  private static List<String> row(AvrDevice device, List<List<String>> rows) {
    String signature =
        rows.stream()
            .map(row -> row.get(1))
            .filter(s -> AvrDevice.of(Integer.decode(s)).equals(Optional.of(device)))
            .findFirst()
            .orElse("none");
    return List.of(
        device.toString(),
        signature,
        "" + device.flashSize() / 1024,
        "" + device.pageSize(),
        "" + device.bootLoaderSize());
  }
}
