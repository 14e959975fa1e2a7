package io.assetota.handlers.testkit;

import io.assetota.handlers.io.ControlLine;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialPortException;
import io.assetota.handlers.io.SerialPortException.Problem;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * A serial line to an emulated part, with the time that a real line would take: every byte needs
 * its ten or eleven bits at the line's speed, in each direction. With a {@link VirtualClock} that
 * time passes at once.
 *
 * <p>Counts what goes over it, so that a test can tell how well a client uses the line. Not safe
 * for use by several threads.
 */
public final class EmulatedSerialLink implements SerialLink {
  private final SerialPart part;
  private final MonotonicClock clock;
  private final TimedBytes arriving = new TimedBytes();
  private final FarEnd farEnd = new FarEnd();
  private SerialSettings settings;
  private long outgoingFree;
  private long incomingFree;
  private boolean unplugged;
  private boolean closed;
  private long writes;
  private long bytesWritten;
  private long bytesRead;

  /**
   * Connects a part.
   *
   * @param part the part at the other end
   * @param settings speed and parity; those tell how long a byte takes
   * @param clock the clock that passes while bytes travel
   */
  public EmulatedSerialLink(SerialPart part, SerialSettings settings, MonotonicClock clock) {
    this.part = part;
    this.settings = settings;
    this.clock = clock;
    part.settingsChanged(settings);
  }

  /**
   * Returns how often the client wrote.
   *
   * @return calls of {@link #write(byte[], int, int)}, each of which would be one system call
   */
  public long writes() {
    return writes;
  }

  /**
   * Returns how many bytes the client sent.
   *
   * @return bytes since the start
   */
  public long bytesWritten() {
    return bytesWritten;
  }

  /**
   * Returns how many bytes the client took.
   *
   * @return bytes since the start
   */
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public String name() {
    return "emulator";
  }

  @Override
  public SerialSettings settings() {
    return settings;
  }

  @Override
  public void configure(SerialSettings settings) throws SerialPortException {
    requireOpen();
    this.settings = settings;
    part.settingsChanged(settings);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws SerialPortException {
    Objects.checkFromIndexSize(offset, length, data.length);
    requireOpen();
    writes++;
    bytesWritten += length;
    long perByte = settings.nanosFor(1);
    outgoingFree = Math.max(outgoingFree, clock.nanoTime());
    for (int i = 0; i < length && !unplugged; i++) {
      outgoingFree += perByte;
      part.receive(data[offset + i] & 0xff, outgoingFree, farEnd);
    }
    requireOpen();
  }

  @Override
  public void read(byte[] buffer, int offset, int length, Duration timeout) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    requireOpen();
    long deadline = clock.nanoTime() + timeout.toNanos();
    int received = arriving.countUntil(deadline, length);
    long until = received < length ? deadline : length == 0 ? 0 : arriving.timeOfLast(length);
    clock.sleep(Duration.ofNanos(Math.max(0, until - clock.nanoTime())));
    arriving.take(buffer, offset, received);
    bytesRead += received;
    if (received < length) {
      throw new SerialTimeoutException(name(), length, received, timeout);
    }
  }

  @Override
  public void discardInput() throws SerialPortException {
    requireOpen();
    arriving.discardUntil(clock.nanoTime());
  }

  @Override
  public void setControlLines(Set<ControlLine> asserted) throws SerialPortException {
    requireOpen();
    part.controlLinesChanged(asserted);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() throws SerialPortException {
    if (closed) {
      throw new SerialPortException(name(), Problem.GONE, "was closed");
    }
    if (unplugged) {
      throw new SerialPortException(name(), Problem.GONE, "was unplugged");
    }
  }

  private final class FarEnd implements SerialPart.Line {
    @Override
    public void send(byte[] bytes, long nanos) {
      long perByte = settings.nanosFor(1);
      incomingFree = Math.max(incomingFree, nanos);
      for (byte value : bytes) {
        incomingFree += perByte;
        arriving.add(value, incomingFree);
      }
    }

    @Override
    public void fallSilent() {
      arriving.keepUntil(clock.nanoTime());
      incomingFree = clock.nanoTime();
    }

    @Override
    public void unplug() {
      unplugged = true;
    }
  }
}
