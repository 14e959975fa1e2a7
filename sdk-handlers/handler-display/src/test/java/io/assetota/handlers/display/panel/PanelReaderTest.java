package io.assetota.handlers.display.panel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.TestCard;
import io.assetota.handlers.testkit.panel.EmulatedPanel;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelReaderTest {
  private static final String TEXT =
      """
      # A panel of somebody
      name      mine
      protocol  mipi-dcs
      size      80 160
      colours   bgr
      inversion on
      rotation  0   mx my 26 1
      rotation  90  my mv 1 26
      rotation  180 -     26 1
      rotation  270 mx mv 1 26
      init      11 delay 120   # awake
      init      3A 05
      """;

  private static Panel read(String text) throws IOException {
    return Panel.read("mine.panel", new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void readsAPanelAndDrivesIt() throws IOException {
    Panel panel = read(TEXT);
    assertThat(panel.name()).isEqualTo("mine");
    assertThat(panel.init())
        .containsExactly(
            new PanelCommand(0x11, List.of(), 120), new PanelCommand(0x3a, List.of(5), 0));
    assertThat(panel.orientations().get(Rotation.DEG_90))
        .isEqualTo(new Orientation(Orientation.MY | Orientation.MV, 1, 26));
    assertThat(panel.width(Rotation.DEG_270)).isEqualTo(160);

    // Not one of ours, and drawn rightly in all rotations: only by its data.
    EmulatedPanel glass =
        new EmulatedPanel(
            "0.96 inch",
            EmulatedPanel.Chip.ST7735R,
            132,
            162,
            80,
            160,
            26,
            1,
            true,
            true,
            true,
            true);
    for (Rotation rotation : Rotation.values()) {
      try (EmulatedDisplay display =
          EmulatedDisplay.open(panel, new PanelEmulator(glass), rotation)) {
        TestCard.draw(display.driver());
        display.assertShows(TestCard.picture(panel, rotation));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "protocol  mipi-dcs,protocol  i2c,mipi-dcs",
    "size      80 160,size 80,width and a height",
    "size      80 160,size 0 160,1 to 1024",
    "colours   bgr,,colours rgb",
    "inversion on,inversion maybe,on or off",
    "rotation  270 mx mv 1 26,,rotation 270",
    "rotation  270 mx mv 1 26,rotation 90 mv 1 26,twice",
    "rotation  270 mx mv 1 26,rotation 45 - 0 0,not by 45",
    "rotation  180 -     26 1,rotation 180 bgr 26 1,bgr",
    "init      3A 05,init 3A 5,two hex digits",
    "init      3A 05,init 36 48,36h",
    "init      3A 05,init 21,21h",
    "init      3A 05,init 3A 05 delay 9999,5000",
    "name      mine,title mine,none of name",
  })
  void saysWhatIsWrong(String line, String instead, String message) {
    String text = TEXT.replace(line, instead == null ? "" : instead);
    assertThat(text).isNotEqualTo(TEXT);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(AssetException.class)
        .hasMessageStartingWith("panel mine.panel, line ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnEndlessFile() {
    assertThatThrownBy(() -> read("#".repeat(70_000))).hasMessageContaining("65536");
  }

  @Test
  void knowsItsPanelsByName() {
    for (String name : Panel.shipped()) {
      assertThat(Panel.named(name).name()).isEqualTo(name);
    }
    assertThatThrownBy(() -> Panel.named("../x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("st7789-240x240");
  }
}
