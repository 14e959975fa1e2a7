package io.assetota.maven.layout;

import java.io.IOException;
import java.util.List;

/** A way in which a build lays out an application. */
interface ApplicationLayout {
  /** Returns what it is called in a message. */
  String title();

  /**
   * Puts the application into a folder.
   *
   * @return the command that starts it there
   * @throws io.assetota.core.model.AssetException if something that it needs is missing
   */
  List<String> writeTo(ApplicationFolder folder) throws IOException;
}
