package io.assetota.handlers.display.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.IOException;
import java.util.Arrays;

/** A shipped panel on its emulator. */
public record EmulatedDisplay(PanelEmulator emulator, DisplayDriver driver)
    implements AutoCloseable {
  public static EmulatedDisplay open(String name, Rotation rotation) throws IOException {
    return open(Panel.named(name), PanelEmulator.named(name), rotation);
  }

  public static EmulatedDisplay open(Panel panel, PanelEmulator emulator, Rotation rotation)
      throws IOException {
    return new EmulatedDisplay(emulator, builder(panel, emulator).rotation(rotation).open());
  }

  public static DisplayBuilder builder(Panel panel, PanelEmulator emulator) {
    return DisplayDriver.builder(panel, emulator.spi(), emulator.dc())
        .reset(emulator.reset())
        .backlight(emulator.backlight())
        .clock(emulator.clock());
  }

  /** What is seen by somebody who turned the module so that the picture is upright. */
  public Picture seen() {
    Picture glass =
        new Picture(emulator.panel().width(), emulator.panel().height(), emulator.picture());
    int quarters = driver.rotation().degrees() / 90;
    for (int i = 0; i < quarters; i++) {
      glass = glass.turnedAnticlockwise();
    }
    return glass;
  }

  public void assertShows(Picture expected) {
    Picture seen = seen();
    assertThat(seen.width()).isEqualTo(expected.width());
    // Not isEqualTo: its message would hold every pixel.
    assertThat(Arrays.mismatch(seen.argb(), expected.argb())).as("first other pixel").isEqualTo(-1);
    assertThat(emulator.complaints()).isEmpty();
  }

  @Override
  public void close() throws IOException {
    driver.close();
    assertThat(emulator.complaints()).isEmpty();
  }
}
