package io.assetota.handlers.io;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.assetota.handlers.io.SerialPortException.Problem;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of this machine, by jSerialComm.
 *
 * <p>Reads ask the system once for whatever has arrived, waiting in its own steps of 100 ms, and
 * hand it out from a buffer; so reading byte by byte costs no more than reading at once.
 */
final class SystemSerialLink implements SerialLink {
  private static final Logger log = LoggerFactory.getLogger(SystemSerialLink.class);

  /** Linux counts the wait for input in tenths of a second (termios, VTIME). */
  private static final int WAIT_MILLIS = 100;

  private static final int BUFFER = 4096;

  /** What a healthy driver never needs. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final String name;
  private final SerialPort port;
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private volatile SerialSettings settings;
  private volatile boolean closed;

  private SystemSerialLink(String name, SerialPort port, SerialSettings settings) {
    this.name = name;
    this.port = port;
    this.settings = settings;
  }

  static SerialLink open(String name, SerialSettings settings) throws SerialPortException {
    if (!NativeFolder.isUsable()) {
      throw SerialPortDiagnosis.noNativePart(name, null);
    }
    SerialPort port;
    try {
      port = SerialPort.getCommPort(name);
    } catch (SerialPortInvalidPortException e) {
      throw SerialPortDiagnosis.notThere(name, e);
    } catch (LinkageError e) {
      // It could be unpacked, but not loaded: the folder is mounted with noexec.
      throw SerialPortDiagnosis.noNativePart(name, e);
    }
    apply(port, possible(name, settings));
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    // Before opening: the driver then sets both in the same call that opening makes.
    port.setDTRandRTS(false, false);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, WAIT_MILLIS, 0);
    if (!port.openPort(0, BUFFER, BUFFER)) {
      throw SerialPortDiagnosis.notOpened(name, port.getLastErrorCode());
    }
    SystemSerialLink link = new SystemSerialLink(name, port, settings);
    try {
      ParityCheck.check(name, settings);
      link.discardInput();
      return link;
    } catch (SerialPortException e) {
      link.close();
      throw e;
    }
  }

  /**
   * A pseudo-terminal has no parity. Asking for it nevertheless fails with EINVAL as soon as it is
   * the only change, as when the same port is opened again; the check warns in any case.
   */
  private static SerialSettings possible(String name, SerialSettings settings) {
    return ParityCheck.isPseudoTerminal(name)
        ? new SerialSettings(settings.baud(), Parity.NONE)
        : settings;
  }

  private static boolean apply(SerialPort port, SerialSettings settings) {
    int parity =
        switch (settings.parity()) {
          case NONE -> SerialPort.NO_PARITY;
          case EVEN -> SerialPort.EVEN_PARITY;
          case ODD -> SerialPort.ODD_PARITY;
        };
    return port.setComPortParameters(settings.baud(), 8, SerialPort.ONE_STOP_BIT, parity);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SerialSettings settings() {
    return settings;
  }

  @Override
  public void configure(SerialSettings newSettings) throws SerialPortException {
    requireOpen();
    awaitOutput();
    if (!apply(port, possible(name, newSettings))) {
      requireThere();
      throw new SerialPortException(
          name, Problem.SETTINGS_REFUSED, "refuses " + newSettings + systemError());
    }
    ParityCheck.check(name, newSettings);
    settings = newSettings;
  }

  /** A new speed applies at once, also to bytes that have not left yet. */
  private void awaitOutput() throws SerialPortException {
    long deadline = System.nanoTime() + CLOSING.toNanos();
    while (port.bytesAwaitingWrite() > 0 && System.nanoTime() < deadline) {
      try {
        MonotonicClock.system().sleep(Duration.ofMillis(1));
      } catch (java.io.IOException e) {
        throw new SerialPortException(name, Problem.FAILED, "interrupted", e);
      }
    }
  }

  @Override
  public void write(byte[] data, int offset, int length) throws SerialPortException {
    Objects.checkFromIndexSize(offset, length, data.length);
    requireOpen();
    int written = 0;
    while (written < length) {
      int count = port.writeBytes(data, length - written, offset + written);
      if (count <= 0) {
        requireThere();
        throw new SerialPortException(name, Problem.FAILED, "takes no more bytes" + systemError());
      }
      written += count;
    }
  }

  @Override
  public void read(byte[] target, int offset, int length, Duration timeout)
      throws SerialPortException, SerialTimeoutException {
    Objects.checkFromIndexSize(offset, length, target.length);
    requireOpen();
    long deadline = System.nanoTime() + timeout.toNanos();
    int received = 0;
    while (received < length) {
      if (start == end) {
        fill(System.nanoTime() >= deadline);
      }
      int count = Math.min(length - received, end - start);
      System.arraycopy(buffer, start, target, offset + received, count);
      start += count;
      received += count;
      if (received < length && start == end && System.nanoTime() >= deadline) {
        throw new SerialTimeoutException(name, length, received, timeout);
      }
    }
  }

  /** Takes what has arrived; waits a little if that is nothing, unless it is too late for that. */
  private void fill(boolean late) throws SerialPortException {
    start = 0;
    end = 0;
    if (late && port.bytesAvailable() <= 0) {
      requireThere();
      return;
    }
    long before = System.nanoTime();
    int count = port.readBytes(buffer, BUFFER);
    if (count < 0 || (count == 0 && System.nanoTime() - before < WAIT_MILLIS * 500_000L)) {
      // Unplugged ports read as "nothing" without waiting.
      requireThere();
    }
    end = Math.max(0, count);
  }

  @Override
  public void discardInput() throws SerialPortException {
    requireOpen();
    start = end;
    int waiting;
    while ((waiting = port.bytesAvailable()) > 0) {
      if (port.readBytes(buffer, Math.min(waiting, BUFFER)) <= 0) {
        break;
      }
    }
    if (waiting < 0) {
      requireThere();
    }
  }

  @Override
  public void setControlLines(Set<ControlLine> asserted) throws SerialPortException {
    requireOpen();
    if (!port.setDTRandRTS(
        asserted.contains(ControlLine.DTR), asserted.contains(ControlLine.RTS))) {
      requireThere();
      throw new SerialPortException(
          name,
          Problem.SETTINGS_REFUSED,
          "has no control lines; DTR and RTS are with USB converters and some built-in ports"
              + systemError());
    }
  }

  private void requireOpen() throws SerialPortException {
    if (closed) {
      throw new SerialPortException(name, Problem.GONE, "was closed");
    }
  }

  private void requireThere() throws SerialPortException {
    requireOpen();
    if (!port.isOpen() || port.bytesAvailable() < 0 || !SerialPortDiagnosis.isThere(name)) {
      throw new SerialPortException(
          name, Problem.GONE, "is gone: was the converter unplugged, or did its supply fail?");
    }
  }

  private String systemError() {
    return " (system error " + port.getLastErrorCode() + ")";
  }

  /**
   * Throws away what has not left first: with some drivers closing would wait for that, up to half
   * a minute. And does not trust them even then.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Thread closing =
        new Thread(
            () -> {
              port.flushIOBuffers();
              port.closePort();
            },
            "close " + name);
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (closing.isAlive()) {
      log.warn("Serial port {} does not close within {}; leaving it to itself", name, CLOSING);
    }
  }
}
