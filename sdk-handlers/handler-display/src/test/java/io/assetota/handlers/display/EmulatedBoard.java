package io.assetota.handlers.display;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBase;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiProvider;
import com.pi4j.io.spi.SpiProviderBase;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A board for Pi4J's contexts with an emulated panel on it: an I/O provider whose SPI refuses, as
 * Linux does, more than 4096 bytes at once. Written so that it compiles with Pi4J 2.8 and 4.
 */
final class EmulatedBoard {
  static final int DC = 25;
  static final int RESET = 24;
  static final int LIGHT = 18;

  private final PanelEmulator panel;
  private final Map<String, OutputPin> pins;

  EmulatedBoard(PanelEmulator panel) {
    this.panel = panel;
    this.pins =
        Map.of("" + DC, panel.dc(), "" + RESET, panel.reset(), "" + LIGHT, panel.backlight());
  }

  SpiProviderBase spi() {
    return new PanelSpiProvider();
  }

  DigitalOutputProviderBase outputs() {
    return new PanelPinProvider();
  }

  private final class PanelSpiProvider extends SpiProviderBase {
    PanelSpiProvider() {
      super("panel-spi", "panel-spi");
    }

    @Override
    public int getPriority() {
      return 1000;
    }

    @Override
    public Spi create(SpiConfig config) {
      PanelSpi spi = new PanelSpi(this, config);
      Context context = context();
      context.registry().add(spi);
      return spi;
    }
  }

  private final class PanelSpi extends SpiBase {
    PanelSpi(SpiProvider provider, SpiConfig config) {
      super(provider, config);
    }

    @Override
    public int write(byte[] data, int offset, int length) {
      if (length > PanelEmulator.TRANSFER_LIMIT) {
        throw new IllegalArgumentException("message too long: " + length);
      }
      try {
        panel.spi().write(data, offset, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return length;
    }

    @Override
    public int write(byte value) {
      return write(new byte[] {value}, 0, 1);
    }

    @Override
    public int read() {
      return -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return 0;
    }

    @Override
    public int transfer(byte[] out, int outOffset, byte[] in, int inOffset, int count) {
      return write(out, outOffset, count);
    }
  }

  private final class PanelPinProvider extends DigitalOutputProviderBase {
    PanelPinProvider() {
      super("panel-pins", "panel-pins");
    }

    @Override
    public int getPriority() {
      return 1000;
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      PanelPin pin = new PanelPin(this, config);
      Context context = context();
      context.registry().add(pin);
      return pin;
    }
  }

  private final class PanelPin extends DigitalOutputBase {
    private final OutputPin wire;

    PanelPin(DigitalOutputProvider provider, DigitalOutputConfig config) {
      super(provider, config);
      String number = config.id().substring(config.id().lastIndexOf('-') + 1);
      wire = pins.get(number);
    }

    @Override
    public DigitalOutput state(DigitalState newState) {
      try {
        wire.set(newState == DigitalState.HIGH ? Level.HIGH : Level.LOW);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return super.state(newState);
    }
  }
}
