package io.assetota.handlers.coprocessor.part;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A coprocessor, as far as the life of its program goes. {@link PartUpdate} calls {@link #install},
 * {@link #verifyRunning} if a version is expected, and then {@link #keep} or {@link #restore}.
 *
 * <p>The power may be cut anywhere in between. {@link #install} is called again then, with the same
 * program or, after a roll-back of the application, with another one. The way back from an
 * installation that was cut off is still the program before it.
 *
 * <p>Not safe for use by several threads.
 */
public interface Part {
  /** The longest version, in characters. */
  int MAX_VERSION = 64;

  /**
   * Returns what this part is called in messages and reports.
   *
   * @return 1 to 24 lower-case letters, digits and dashes, for example {@code stm32}
   */
  String name();

  /**
   * Reads a program as this part needs it.
   *
   * @param in the content of an asset; it is read to its end and not closed
   * @return what is written into the part
   * @throws CoprocessorException if it is no program for this kind of part
   * @throws IOException if it can't be read
   */
  FirmwareImage read(InputStream in) throws IOException;

  /**
   * Tells whether a version can be found out at all.
   *
   * @return false if {@link #installedVersion} is always empty
   */
  boolean reportsVersion();

  /**
   * Finds out which version the part has. Asks for a few seconds, as its program may be starting.
   *
   * @return the version, 1 to {@value #MAX_VERSION} printable characters; empty if it is not known:
   *     there is no way to ask, or nothing answers
   * @throws IOException if the line fails
   */
  Optional<String> installedVersion() throws IOException;

  /**
   * Installs a program and starts it. The way back is prepared durably before anything is erased.
   *
   * @param program what to install
   * @param listener gets the progress
   * @return what was done
   * @throws CoprocessorException if the program could not be written
   * @throws io.assetota.core.model.CancelledException if the listener cancelled before anything was
   *     erased
   * @throws IOException if the line fails, or the way back can't be prepared
   */
  FlashResult install(PartProgram program, FlashListener listener) throws IOException;

  /**
   * Waits until the running program reports a version.
   *
   * @param version the version that it has to report
   * @param within how long it may take to start and report it
   * @throws CoprocessorException with {@link CoprocessorException.Problem#WRONG_VERSION} if it
   *     reports another version, or none in time
   * @throws IOException if the line fails
   */
  void verifyRunning(String version, Duration within) throws IOException;

  /**
   * Keeps the program that was installed. The former one is not needed any more.
   *
   * @throws IOException if that can't be written
   */
  void keep() throws IOException;

  /**
   * Puts the former program back and starts it.
   *
   * @param listener gets the progress; it can't cancel
   * @return how
   * @throws CoprocessorException with {@link CoprocessorException.Problem#NO_FORMER_PROGRAM} if
   *     there is none any more, or if it could not be written
   * @throws IOException if the line fails
   */
  Restoration restore(FlashListener listener) throws IOException;
}
