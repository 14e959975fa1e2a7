package io.assetota.handlers.display.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions of panels: a panel with all that it needs, or a clear error. */
class PanelFuzzTest {
  static Stream<byte[]> panels() throws IOException {
    List<byte[]> panels = new ArrayList<>();
    for (String name : List.of("ssd1306", "st7735r-red")) {
      try (InputStream in =
          Objects.requireNonNull(Panel.class.getResourceAsStream(name + ".panel"))) {
        panels.add(in.readAllBytes());
      }
    }
    return panels.stream();
  }

  @MethodSource("panels")
  @FuzzTest
  void panelsAreWholeOrRefused(byte[] input) throws IOException {
    try {
      Panel panel = Panel.read("panel", new ByteArrayInputStream(input));
      assertThat(panel.width()).isPositive();
      assertThat(panel.height()).isPositive();
      assertThat(panel.init()).isNotEmpty();
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
