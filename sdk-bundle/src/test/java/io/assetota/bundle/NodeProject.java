package io.assetota.bundle;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The scripts of src/test/js with their npm packages, installed once into target. */
final class NodeProject {
  private static final Path SOURCE = Path.of("src", "test", "js");
  private static final Path FOLDER = Path.of("target", "interop-node");
  private static final String LOCK = "package-lock.json";

  private NodeProject() {}

  /** Installs what is pinned; skips the test where that is not possible, but never in CI. */
  static void install() throws Exception {
    if (!runs("node", "--version") || !runs(npm(), "--version")) {
      giveUp("node and npm are needed to check bundles against the public encoder");
    }
    Path marker = FOLDER.resolve("installed-" + LOCK);
    if (Files.exists(marker) && Files.mismatch(marker, SOURCE.resolve(LOCK)) < 0) {
      copy("interop.js");
      return;
    }
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", LOCK, "interop.js")) {
      copy(file);
    }
    Path log = FOLDER.resolve("npm.log");
    int code = run(log, npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    if (code != 0) {
      giveUp("npm ci failed with " + code + ":\n" + Files.readString(log));
    }
    Files.copy(SOURCE.resolve(LOCK), marker, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(String file) throws IOException {
    Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void giveUp(String why) {
    if ("true".equals(System.getenv("CI"))) {
      fail(why);
    }
    Assumptions.abort(why);
  }

  static void runScript(String script, Path argument) throws Exception {
    Path log = FOLDER.resolve(script + ".log");
    int code = run(log, "node", script, argument.toAbsolutePath().toString());
    if (code != 0) {
      fail(script + " ended with " + code + ":\n" + Files.readString(log));
    }
  }

  private static String npm() {
    return System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
  }

  private static boolean runs(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int run(Path log, String... command) throws Exception {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return fail(String.join(" ", command) + " did not end in five minutes");
    }
    return process.exitValue();
  }
}
