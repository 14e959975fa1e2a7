package io.assetota.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md names exists: a map that leads nowhere is worse than none. */
class ContributingTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final Pattern ANSWER = Pattern.compile("\\| `(\\w+)` in `([\\w.]+)` \\|");
  private static final Pattern FILE =
      Pattern.compile("`([\\w./-]+\\.(?:java|txt|panel)|[\\w-]+/src/[\\w/-]+)`");
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)(?:\\.\\w+)?`");

  private static String contributing() throws IOException {
    return Files.readString(TOP.resolve("CONTRIBUTING.md"));
  }

  private static List<MatchResult> find(Pattern pattern) throws IOException {
    return pattern.matcher(contributing()).results().toList();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(TOP)) {
      return files.filter(f -> f.toString().contains("/src/")).toList();
    }
  }

  @Test
  void theMapAnswersTenQuestionsByTypesThatExist() throws IOException {
    List<Path> sources = sources();
    List<MatchResult> answers = find(ANSWER);

    assertThat(answers).hasSizeGreaterThanOrEqualTo(10);
    for (MatchResult answer : answers) {
      Path file = Path.of(answer.group(2).replace('.', '/'), answer.group(1) + ".java");
      assertThat(sources).as(answer.group()).anyMatch(source -> source.endsWith(file));
    }
  }

  @Test
  void filesAndTypesThatItNamesExist() throws IOException {
    List<Path> sources = sources();

    for (MatchResult name : find(FILE)) {
      assertThat(sources).as(name.group()).anyMatch(s -> s.toString().contains(name.group(1)));
    }
    for (MatchResult name : find(TYPE)) {
      if (!List.of("Utils", "Helper", "Manager", "FILE").contains(name.group(1))) {
        Path file = Path.of(name.group(1) + ".java");
        boolean java = name.group(1).equals("IOException");
        assertThat(java || sources.stream().anyMatch(s -> s.endsWith(file)))
            .as(name.group())
            .isTrue();
      }
    }
  }
}
