package io.assetota.handlers.io;

import io.assetota.core.model.AssetException;
import org.jspecify.annotations.Nullable;

/** A serial port can't be opened, can't be set as it must be, or went away. */
public final class SerialPortException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the port. */
  public enum Problem {
    /** There is no port of that name. */
    NO_SUCH_PORT,
    /** Another program holds it. */
    BUSY,
    /** This user may not open it. */
    NO_PERMISSION,
    /** The name is that of something else, for example of a file. */
    NOT_A_SERIAL_PORT,
    /** The line can't do the parity that was asked for. */
    PARITY_REFUSED,
    /** The line can't do something else that was asked for: a speed, a control line. */
    SETTINGS_REFUSED,
    /** It was there, and is no longer: unplugged, or closed by this program. */
    GONE,
    /** The system reported something else; the message has its number. */
    FAILED
  }

  /** The name that was asked for. */
  private final String port;

  /** What is wrong. */
  private final Problem problem;

  /**
   * Creates an exception; the message begins with the port.
   *
   * @param port the name that was asked for
   * @param problem what is wrong
   * @param detail what is wrong and what to do, for people
   */
  public SerialPortException(String port, Problem problem, String detail) {
    this(port, problem, detail, null);
  }

  /**
   * Creates an exception with a cause; the message begins with the port.
   *
   * @param port the name that was asked for
   * @param problem what is wrong
   * @param detail what is wrong and what to do, for people
   * @param cause the lower-level failure, or null
   */
  public SerialPortException(
      String port, Problem problem, String detail, @Nullable Throwable cause) {
    super("serial port " + port + ": " + detail, cause);
    this.port = port;
    this.problem = problem;
  }

  /**
   * Returns which port.
   *
   * @return the name that was asked for
   */
  public String port() {
    return port;
  }

  /**
   * Returns what is wrong, for programs.
   *
   * @return the kind of problem
   */
  public Problem problem() {
    return problem;
  }
}
