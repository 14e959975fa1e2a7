package io.assetota.core.materialize;

import io.assetota.core.application.ApplicationEntry;
import java.io.IOException;
import java.io.InputStream;

/** Where the content of an application's files comes from. */
public interface FileContents {
  /**
   * Opens the content of a file.
   *
   * @param file the file
   * @return its content, which the caller closes; the caller checks length and hash
   * @throws IOException if it is not there, or can't be read
   */
  InputStream open(ApplicationEntry.File file) throws IOException;
}
