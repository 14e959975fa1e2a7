package io.assetota.handlers.io;

import io.assetota.core.model.AssetException;
import java.time.Duration;

/** Fewer bytes arrived than were waited for. */
public final class SerialTimeoutException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** Bytes waited for. */
  private final int expected;

  /** Bytes that arrived in time. */
  private final int received;

  /**
   * Creates an exception.
   *
   * @param port name of the line
   * @param expected bytes waited for
   * @param received bytes that arrived in time
   * @param timeout how long they were waited for
   */
  public SerialTimeoutException(String port, int expected, int received, Duration timeout) {
    super(
        "serial port "
            + port
            + ": "
            + received
            + " of "
            + expected
            + " bytes arrived within "
            + timeout.toMillis()
            + " ms");
    this.expected = expected;
    this.received = received;
  }

  /**
   * Returns how many bytes were waited for.
   *
   * @return 1 or more
   */
  public int expected() {
    return expected;
  }

  /**
   * Returns how many bytes arrived in time.
   *
   * @return 0 to {@link #expected()} - 1
   */
  public int received() {
    return received;
  }
}
