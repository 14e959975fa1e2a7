package io.assetota.handlers.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.plugin.mock.platform.MockPlatform;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.spi.MockSpi;
import com.pi4j.plugin.mock.provider.spi.MockSpiProvider;
import io.assetota.handlers.display.panel.AtClose;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.Pi4jOutputPin;
import io.assetota.handlers.io.Pi4jSpiLink;
import io.assetota.handlers.io.SpiLink;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The same with the mock plugin of Pi4J 2.8; there is none for Pi4J 4. */
class Pi4jMockPluginTest {
  @Test
  void everyByteArrives() throws IOException {
    Context context =
        Pi4J.newContextBuilder()
            .add(new MockPlatform())
            .add(MockSpiProvider.newInstance(), MockDigitalOutputProvider.newInstance())
            .build();
    try (SpiLink spi = Pi4jSpiLink.open(context, 0, 0, 10_000_000);
        OutputPin dc = Pi4jOutputPin.open(context, 25, Level.LOW);
        DisplayDriver display =
            DisplayDriver.builder(Panel.named("st7735r-green"), spi, dc)
                .atClose(AtClose.KEEP)
                .clock(PanelEmulator.named("st7735r-green").clock())
                .open()) {
      MockSpi bus = (MockSpi) context.registry().get("asset-ota-spi-0-0");
      bus.readEntireMockBuffer();
      display.fill(0xff0000);
      byte[] sent = bus.readEntireMockBuffer();
      assertThat(sent).hasSize(11 + 2 * 128 * 160);
      assertThat(sent).startsWith(0x2a, 0, 2, 0, 129, 0x2b, 0, 1, 0, 160, 0x2c, 0xf8, 0x00);
      assertThat(dc.isHigh()).isTrue();
    } finally {
      context.shutdown();
    }
  }
}
