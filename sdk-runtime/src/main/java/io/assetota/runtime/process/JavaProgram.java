package io.assetota.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Java that applications run on.
 *
 * @param program its path, or {@code java} if only the PATH knows
 */
public record JavaProgram(String program) {
  private static final String JAVA = "java";

  /**
   * Finds it: that of JAVA_HOME, or else the one that this runtime runs on.
   *
   * @param environment the variables of this process
   * @param ownHome the property {@code java.home}
   */
  public static JavaProgram find(Map<String, String> environment, String ownHome) {
    for (String home : List.of(environment.getOrDefault("JAVA_HOME", ""), ownHome)) {
      Path program = Path.of(home, "bin", JAVA);
      if (!home.isEmpty() && Files.isExecutable(program)) {
        return new JavaProgram(program.toString());
      }
    }
    return new JavaProgram(JAVA);
  }

  /** Puts it into a command that begins with {@code java}. */
  public List<String> in(List<String> command) {
    if (!command.get(0).equals(JAVA)) {
      return command;
    }
    List<String> found = new ArrayList<>(command);
    found.set(0, program);
    return found;
  }
}
