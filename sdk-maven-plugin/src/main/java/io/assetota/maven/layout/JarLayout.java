package io.assetota.maven.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;

/**
 * The project's jar, and the jars that it needs in {@code lib}.
 *
 * @param build what was built
 * @param jar the project's jar
 */
record JarLayout(ProjectBuild build, Path jar) implements ApplicationLayout {
  private static final String LIB = "lib/";

  /**
   * Java takes options from such a file, of which a command may be too long (java, "@argfiles").
   */
  private static final String ARGUMENTS = "classpath.args";

  @Override
  public String title() {
    int count = build.libraries().size();
    return count == 0 ? "a jar" : "a jar and " + count + (count == 1 ? " library" : " libraries");
  }

  @Override
  public List<String> writeTo(ApplicationFolder folder) throws IOException {
    String own = build.name() + ".jar";
    folder.copyBuilt(jar, own);
    List<String> libraries = new ArrayList<>();
    for (String path : copyLibraries(folder)) {
      libraries.add(path);
    }
    Attributes manifest = JarManifest.of(jar);
    Optional<String> ofJar = JarManifest.value(manifest, Attributes.Name.MAIN_CLASS);
    if (build.mainClass().isEmpty() && ofJar.isPresent() && findsAll(manifest, libraries)) {
      return StartCommand.ofJar(own).command();
    }
    String mainClass = build.mainClass().or(() -> ofJar).orElse("");
    if (mainClass.isEmpty()) {
      throw new MissingMainClassException(jar);
    }
    libraries.add(0, own);
    return command(String.join(":", libraries), mainClass, folder);
  }

  private List<String> copyLibraries(ApplicationFolder folder) throws IOException {
    Set<String> names = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (Library library : build.libraries()) {
      if (!names.add(library.fileName())) {
        twice.add(library.fileName());
      }
    }
    Set<String> paths = new LinkedHashSet<>();
    for (Library library : build.libraries()) {
      boolean isShared = twice.contains(library.fileName());
      String path = LIB + (isShared ? library.uniqueName() : library.fileName());
      if (!paths.add(path)) {
        throw new AssetException("two libraries have the same name: " + library.uniqueName());
      }
      if (library.isBuiltHere()) {
        folder.copyBuilt(library.file(), path);
      } else {
        folder.copy(library.file(), path);
      }
    }
    return List.copyOf(paths);
  }

  /** Returns whether the jar itself names all libraries, where they are in the folder. */
  private static boolean findsAll(Attributes manifest, List<String> libraries) {
    String named = JarManifest.value(manifest, Attributes.Name.CLASS_PATH).orElse("");
    return List.of(named.split(" +")).containsAll(libraries);
  }

  private static List<String> command(String classPath, String mainClass, ApplicationFolder folder)
      throws IOException {
    if (classPath.getBytes(UTF_8).length <= StartCommand.MAX_WORD_BYTES) {
      return List.of("java", "-cp", classPath, mainClass);
    }
    String arguments = "-cp \"" + classPath + "\"\n";
    folder.write(ARGUMENTS, out -> out.write(arguments.getBytes(UTF_8)));
    return List.of("java", "@" + ARGUMENTS, mainClass);
  }
}
