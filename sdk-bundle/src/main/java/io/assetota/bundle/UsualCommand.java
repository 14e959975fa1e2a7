package io.assetota.bundle;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/**
 * What starts an application when nobody says it: the one jar at the top that has a Main-Class, or
 * the one file if it is a program.
 */
final class UsualCommand {
  private static final int ANYBODY_EXECUTES = 0111;

  private UsualCommand() {}

  /**
   * Finds the command.
   *
   * @throws AssetException if there is no such file, or more than one
   */
  static List<String> of(ApplicationTree tree) throws IOException {
    List<ApplicationEntry.File> files = new ArrayList<>();
    List<String> jars = new ArrayList<>();
    for (ApplicationEntry entry : tree.entries()) {
      if (entry instanceof ApplicationEntry.File file) {
        files.add(file);
        if (entry.path().parent().isEmpty() && isStartable(tree, file)) {
          jars.add(file.path().value());
        }
      }
    }
    if (jars.size() == 1) {
      return StartCommand.ofJar(jars.get(0)).command();
    }
    if (jars.isEmpty() && files.size() == 1 && isProgram(files.get(0))) {
      return List.of("./" + files.get(0).path().value());
    }
    throw new AssetException(
        jars.isEmpty()
            ? "nothing says how to start "
                + tree.root()
                + ": it has no jar with a Main-Class at its top; name the command, for example"
                + " "
                + ProjectProperties.COMMAND
                + "=bin/kiosk --port 8080"
            : "several files could start "
                + tree.root()
                + ": "
                + String.join(", ", jars)
                + "; name the command, for example "
                + ProjectProperties.COMMAND
                + "=java -jar "
                + jars.get(0));
  }

  private static boolean isProgram(ApplicationEntry.File file) {
    return (file.mode().bits() & ANYBODY_EXECUTES) != 0;
  }

  private static boolean isStartable(ApplicationTree tree, ApplicationEntry.File file)
      throws IOException {
    if (!file.path().value().endsWith(".jar")) {
      return false;
    }
    try (JarFile jar = new JarFile(tree.locate(file).toFile())) {
      Manifest manifest = jar.getManifest();
      return manifest != null
          && manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) != null;
    } catch (ZipException e) {
      throw new AssetException(tree.locate(file) + " is no jar: " + e.getMessage(), e);
    }
  }
}
