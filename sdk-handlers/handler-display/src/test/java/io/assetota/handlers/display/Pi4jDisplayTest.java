package io.assetota.handlers.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.Pi4jOutputPin;
import io.assetota.handlers.io.Pi4jSpiLink;
import io.assetota.handlers.io.SpiLink;
import io.assetota.handlers.testkit.MemoryAsset;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A handler in a real context of Pi4J, with an emulated panel on an emulated board. Runs with Pi4J
 * 2.8 on Java 17, and by the profile {@code pi4j-4} with Pi4J 4 on Java 25.
 */
class Pi4jDisplayTest {
  @Test
  void imageHandlerDrawsThroughPi4j() throws IOException {
    PanelEmulator panel = PanelEmulator.named("ili9341");
    EmulatedBoard board = new EmulatedBoard(panel);
    Context context = Pi4J.newContextBuilder().add(board.spi(), board.outputs()).build();
    Picture card = TestCard.picture(Panel.named("ili9341"), Rotation.DEG_0);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    card.writePng(png);
    try (SpiLink spi = Pi4jSpiLink.open(context, 0, 0, 32_000_000);
        OutputPin dc = Pi4jOutputPin.open(context, EmulatedBoard.DC, Level.LOW);
        OutputPin reset = Pi4jOutputPin.open(context, EmulatedBoard.RESET, Level.HIGH);
        OutputPin light = Pi4jOutputPin.open(context, EmulatedBoard.LIGHT, Level.LOW);
        DisplayDriver display =
            DisplayDriver.builder(Panel.named("ili9341"), spi, dc)
                .reset(reset)
                .backlight(light)
                // Larger than a transfer, so that the link has to split.
                .transferBytes(16_384)
                .clock(panel.clock())
                .open()) {
      new ImageHandler(display)
          .handle(new MemoryAsset("card.png", png.toByteArray()), HandlerContext.NONE);
      assertThat(panel.picture()).isEqualTo(card.argb());
    } finally {
      context.shutdown();
    }
    assertThat(panel.complaints()).isEmpty();
    assertThat(panel.isDark()).isTrue();
    assertThat(panel.isAsleep()).isTrue();
  }

  @Test
  void closedAndMissingBusesAreSaidInWords() throws IOException {
    PanelEmulator panel = PanelEmulator.named("ili9341");
    EmulatedBoard board = new EmulatedBoard(panel);
    Context with = Pi4J.newContextBuilder().add(board.spi()).build();
    SpiLink spi = Pi4jSpiLink.open(with, 0, 1, 1_000_000);
    spi.write(new byte[] {0}, 0, 1);
    spi.close();
    spi.close();
    assertThatThrownBy(() -> spi.write(new byte[1], 0, 1)).isInstanceOf(AssetException.class);
    with.shutdown();

    Context without = Pi4J.newContextBuilder().build();
    assertThatThrownBy(() -> Pi4jSpiLink.open(without, 0, 0, 1_000_000))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("SPI 0.0")
        .hasMessageContaining("dtparam=spi=on");
    without.shutdown();
  }
}
