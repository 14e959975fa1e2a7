package io.assetota.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Log lines are sentences. The stack trace of a failure that can be expected stands at debug level
 * only; that of a defect of a program stands where it is reported.
 */
class LogTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern CATCH = Pattern.compile("catch \\(([\\w |.]+) (\\w+)\\) \\{");
  private static final Pattern LINE =
      Pattern.compile("log\\.(?:info|warn|error)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"([^;]*);");
  private static final Pattern DEFECT =
      Pattern.compile("RuntimeException|Error|\\w*IllegalState.*");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(TOP)) {
      return files
          .filter(file -> TOP.relativize(file).toString().matches("sdk-.*/src/main/java/.*"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  @Test
  void stackTracesOfFailuresAreForDebugging() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Path file : sources()) {
      String source = Files.readString(file);
      Matcher caught = CATCH.matcher(source);
      while (caught.find()) {
        boolean defect = Stream.of(caught.group(1).split(" \\| ", -1)).anyMatch(LogTest::isDefect);
        Matcher line = LINE.matcher(block(source, caught.end()));
        while (!defect && line.find()) {
          seen++;
          if (line.group(2).matches("(?s).*, " + caught.group(2) + "\\)\\s*")
              || line.group(2).matches("(?s).*,\\s+" + caught.group(2) + "\\)\\s*")) {
            wrong.add(file.getFileName() + ": " + line.group(1));
          }
        }
      }
    }
    assertThat(seen).isGreaterThan(20);
    assertThat(wrong).isEmpty();
  }

  private static boolean isDefect(String type) {
    return DEFECT.matcher(type).matches();
  }

  /** The text up to the brace that closes the block. */
  private static String block(String source, int begin) {
    int depth = 1;
    int end = begin;
    while (depth > 0 && end < source.length()) {
      char c = source.charAt(end++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return source.substring(begin, end);
  }

  @Test
  void linesAreSentences() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : sources()) {
      Matcher line = LINE.matcher(Files.readString(file));
      while (line.find()) {
        String text = line.group(1);
        if (file.endsWith("FilesHandler.java")) {
          continue; // Its lines are those of Device OS's example, which people look for.
        }
        boolean begins = text.startsWith("{}") || Character.isUpperCase(text.charAt(0));
        if (!begins || !text.replace("{}", "x").contains(" ") || text.endsWith(".")) {
          wrong.add(file.getFileName() + ": " + text);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
