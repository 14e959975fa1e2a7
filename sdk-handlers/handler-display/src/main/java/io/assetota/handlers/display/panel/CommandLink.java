package io.assetota.handlers.display.panel;

import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.SpiLink;
import java.io.IOException;

/**
 * SPI with the D/C pin beside it: low for a command byte, high for data. The pin changes between
 * transfers only, and only when it has to.
 */
final class CommandLink {
  private final SpiLink spi;
  private final OutputPin dc;
  private final byte[] small = new byte[80];
  private boolean known;
  private boolean high;

  CommandLink(SpiLink spi, OutputPin dc) {
    this.spi = spi;
    this.dc = dc;
  }

  /** Sends a command; its parameters, if any, are data. */
  void command(int code) throws IOException {
    small[0] = (byte) code;
    send(false, small, 1);
  }

  /** Sends one command with one parameter as data. */
  void command(int code, int parameter) throws IOException {
    command(code);
    small[0] = (byte) parameter;
    send(true, small, 1);
  }

  /** Sends a command with two numbers of 16 bits as data: the start and end of a window. */
  void window(int code, int first, int last) throws IOException {
    command(code);
    small[0] = (byte) (first >> 8);
    small[1] = (byte) first;
    small[2] = (byte) (last >> 8);
    small[3] = (byte) last;
    send(true, small, 4);
  }

  /** Sends three bytes that are all commands, as page-addressed controllers take them. */
  void commands(int first, int second, int third) throws IOException {
    small[0] = (byte) first;
    small[1] = (byte) second;
    small[2] = (byte) third;
    send(false, small, 3);
  }

  /** Sends a step of the start; its parameters are data, or commands as the code is. */
  void command(PanelCommand command, boolean parametersAreData) throws IOException {
    int count = command.parameters().size();
    if (parametersAreData) {
      command(command.code());
      for (int i = 0; i < count; i++) {
        small[i] = command.parameters().get(i).byteValue();
      }
      if (count > 0) {
        send(true, small, count);
      }
    } else {
      small[0] = (byte) command.code();
      for (int i = 0; i < count; i++) {
        small[i + 1] = command.parameters().get(i).byteValue();
      }
      send(false, small, count + 1);
    }
  }

  void data(byte[] bytes, int offset, int length) throws IOException {
    select(true);
    spi.write(bytes, offset, length);
  }

  private void send(boolean data, byte[] bytes, int length) throws IOException {
    select(data);
    spi.write(bytes, 0, length);
  }

  private void select(boolean data) throws IOException {
    if (!known || high != data) {
      dc.set(data ? Level.HIGH : Level.LOW);
      known = true;
      high = data;
    }
  }
}
