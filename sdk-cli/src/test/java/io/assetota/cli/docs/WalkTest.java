package io.assetota.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each class and method that docs/DESIGN.md names on the walk of a bundle is there. */
class WalkTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SECTION =
      Pattern.compile(
          "^## The walk of a bundle, in ten hops\\n(.*?)^## ", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");
  private static final Pattern HOP = Pattern.compile("^\\d+\\. ", Pattern.MULTILINE);

  private static String section() throws IOException {
    return SECTION
        .matcher(Files.readString(TOP.resolve("docs/DESIGN.md")))
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  /** The main sources of all modules, by the names of their types. */
  private static Map<String, List<Path>> sources() throws IOException {
    try (Stream<Path> files =
        Files.find(
            TOP,
            14,
            (file, attributes) ->
                file.toString().endsWith(".java") && file.toString().contains("/src/main/java/"))) {
      return files.collect(
          Collectors.groupingBy(file -> file.getFileName().toString().replace(".java", "")));
    }
  }

  @Test
  void itHasTenHops() throws IOException {
    assertThat(HOP.matcher(section()).results()).hasSize(10);
  }

  @Test
  void everyNameExists() throws IOException {
    Map<String, List<Path>> sources = sources();
    List<MatchResult> names = NAME.matcher(section()).results().toList();
    assertThat(names).hasSizeGreaterThan(25);
    for (MatchResult name : names) {
      assertThat(sources).as(name.group()).containsKey(name.group(1));
      if (name.group(2) != null) {
        Pattern method = Pattern.compile("\\w[>\\]]? " + name.group(2) + "\\(");
        assertThat(sources.get(name.group(1)))
            .as(name.group())
            .anySatisfy(file -> assertThat(Files.readString(file)).containsPattern(method));
      }
    }
  }
}
