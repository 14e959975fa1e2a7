package io.assetota.maven.layout;

import java.nio.file.Path;

/**
 * A jar that the application needs at run time.
 *
 * @param group the group id of its artifact
 * @param fileName its name, with the base version of a snapshot: the name of a file that was
 *     fetched has a time
 * @param file where it is
 * @param isBuiltHere whether this build makes it, so that its times are those of the build
 */
public record Library(String group, String fileName, Path file, boolean isBuiltHere) {
  /** Returns a name that no library of another group has. */
  String uniqueName() {
    return group + "." + fileName;
  }
}
