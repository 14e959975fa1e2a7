package io.assetota.runtime.device;

import io.assetota.core.device.TrialEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What is installed on a device, and what a runtime does with it. For one thread. */
public interface Releases {
  /** Returns where it is. */
  Path home();

  /**
   * Looks at what is installed, and changes nothing. Cheap when nothing has changed.
   *
   * @return the release; empty if there is none that is intact
   */
  Optional<InstalledRelease> look() throws IOException;

  /**
   * Finishes what a power cut left, and ends a trial whose time is over.
   *
   * @return the release that is installed then
   */
  Optional<InstalledRelease> recover() throws IOException;

  /** Returns how the last trial ended, as of the last look. */
  Optional<TrialEnd> lastTrialEnd();

  /**
   * Returns what a handler of the application has failed with, as of the last look.
   *
   * @return the asset and what went wrong; empty if none failed
   */
  Optional<String> handlerFailure();

  /** Puts the files of the application that is installed in their place. */
  Program materialize() throws IOException;

  /**
   * Counts a start on the device, if the application is on trial: then the application itself does
   * not count it.
   *
   * @return true if it was started too often, and the previous one is back instead
   */
  boolean countStart() throws IOException;

  /**
   * Ends the trial of the application: it stays.
   *
   * @return false if there was no trial
   */
  boolean confirm() throws IOException;

  /**
   * Ends the trial of the application: the previous one is back.
   *
   * @return false if there was no trial
   */
  boolean rollBack(TrialEnd.Kind why) throws IOException;
}
