package io.assetota.handlers.coprocessor.part;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** A line on which the gateway loses its power in front of some write. */
final class CuttingLink implements SerialLink {
  /** The gateway is off: nothing catches this. */
  static final class Off extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final SerialLink link;
  private int left = Integer.MAX_VALUE;
  private Runnable whenCut = () -> {};
  private int writes;

  CuttingLink(SerialLink link) {
    this.link = link;
  }

  /** Cuts the power in front of the write after so many. */
  void cutAfter(int count) {
    left = count;
  }

  /** The same; before that, something is done, which need not return. */
  void cutAfter(int count, Runnable then) {
    cutAfter(count);
    whenCut = then;
  }

  int writes() {
    return writes;
  }

  @Override
  public String name() {
    return link.name();
  }

  @Override
  public SerialSettings settings() {
    return link.settings();
  }

  @Override
  public void configure(SerialSettings settings) throws IOException {
    link.configure(settings);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    if (left-- <= 0) {
      whenCut.run();
      throw new Off();
    }
    writes++;
    link.write(data, offset, length);
  }

  @Override
  public void read(byte[] buffer, int offset, int length, Duration timeout) throws IOException {
    link.read(buffer, offset, length, timeout);
  }

  @Override
  public void discardInput() throws IOException {
    link.discardInput();
  }

  @Override
  public void setControlLines(Set<ControlLine> asserted) throws IOException {
    link.setControlLines(asserted);
  }

  @Override
  public void close() {
    link.close();
  }
}
