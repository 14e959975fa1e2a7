package io.assetota.handlers.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where jSerialComm unpacks its native part to: below the temporary folder, else the home folder.
 * Without one it can't be used at all, and says so only by a stack trace when the program ends; so
 * this is looked at first.
 */
final class NativeFolder {
  private static final String[] PROPERTIES = {"java.io.tmpdir", "user.home"};

  /** Names folders where the native part lies already. */
  private static final String LIBRARY_PATH = "jSerialComm.library.path";

  private NativeFolder() {}

  static boolean isUsable() {
    return System.getProperty(LIBRARY_PATH) != null
        || Stream.of(PROPERTIES).anyMatch(NativeFolder::isWritable);
  }

  /** What was tried, for people. */
  static String tried() {
    return "neither in "
        + System.getProperty(PROPERTIES[0])
        + " (java.io.tmpdir) nor in "
        + System.getProperty(PROPERTIES[1])
        + " (user.home)";
  }

  private static boolean isWritable(String property) {
    try {
      Path folder = Files.createTempDirectory(Path.of(System.getProperty(property, "")), "serial");
      Files.delete(folder);
      return true;
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }
}
