package io.assetota.cli.docs;

import static java.util.regex.Pattern.DOTALL;
import static java.util.regex.Pattern.MULTILINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documentation is checked like code: its Java runs, its links lead somewhere, its tests exist. */
class DocumentationTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final Path EXAMPLES =
      TOP.resolve("sdk-cli/src/test/java/io/assetota/cli/docs/DocumentedExamples.java");
  private static final Pattern EXAMPLE =
      Pattern.compile("^ *// example: \\w+\n(.*?)^ *// end$", DOTALL | MULTILINE);
  private static final Pattern JAVA = Pattern.compile("^```java\n(.*?)^```$", DOTALL | MULTILINE);
  private static final Pattern CODE = Pattern.compile("^ *```.*?^ *```$", DOTALL | MULTILINE);
  private static final Pattern UNBREAKABLE = Pattern.compile("^ *[|#!<]|^\\S+$");
  private static final Pattern LINK = Pattern.compile("(?:]\\(|src=\")([^)#\"]+)[^)\"]*[)\"]");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  @TempDir Path top;

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> guides = Files.walk(TOP.resolve("docs"));
        Stream<Path> samples = Files.walk(TOP.resolve("samples"), 2)) {
      return Stream.of(
          Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md").map(TOP::resolve),
          guides,
          samples)
          .flatMap(s -> s)
          .filter(file -> file.toString().endsWith(".md"))
          .toList()
          .stream();
    }
  }

  private static List<MatchResult> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  @Test
  void itsJavaIsOursToRun() throws IOException {
    List<String> examples =
        find(EXAMPLE, Files.readString(EXAMPLES)).stream()
            .map(example -> example.group(1).stripTrailing().stripIndent() + "\n")
            .toList();
    List<Path> ours =
        Stream.of(
                "README.md",
                "docs/guides/getting-started.md",
                "docs/guides/hawkbit.md",
                "docs/guides/updates.md")
            .map(TOP::resolve)
            .toList();
    for (Path document : ours) {
      for (MatchResult block : find(JAVA, Files.readString(document))) {
        if (!block.group(1).startsWith("package ")) { // whole files: GettingStartedIT
          assertThat(block.group(1)).as("in " + document).isIn(examples);
        }
      }
    }
    assertThat(find(JAVA, Files.readString(ours.get(0)))).hasSize(1);
  }

  @Test
  void itsJavaDoesWhatItSays() throws IOException {
    Path home = top.resolve("device");
    Path folder = top.resolve("kiosk");
    Path assets = Files.createDirectory(top.resolve("assets"));
    Files.writeString(assets.resolve("settings.json"), "{}");
    Files.writeString(assets.resolve("logo.png"), "a logo");
    Path project = Files.writeString(top.resolve("project.properties"), "assetOtaDir=assets");
    Path release = top.resolve("release.zip");
    DocumentedExamples examples = new DocumentedExamples();

    examples.bundle(Release.of(1, Map.of()).application(), project, release);
    examples.update(home, release);
    examples.application(home, folder);
    examples.application(home, folder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    examples.read(home, out);

    assertThat(examples.configured).containsExactly("{}");
    assertThat(out).hasToString("a logo");
    assertThat(folder.resolve("logo.png")).hasContent("a logo");
    assertThat(folder.resolve("settings.json")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void itsLinksLeadSomewhere(Path document) throws IOException {
    for (MatchResult link : find(LINK, Files.readString(document))) {
      String target = link.group(1);
      if (!target.contains(":")) {
        assertThat(document.resolveSibling(target)).exists();
      }
    }
  }

  /** Tables, links that can't be broken, code and headings may be longer. */
  @ParameterizedTest
  @MethodSource("documents")
  void itsLinesAreShort(Path document) throws IOException {
    String prose = CODE.matcher(Files.readString(document)).replaceAll("");

    assertThat(prose.lines().filter(line -> !UNBREAKABLE.matcher(line).find()))
        .allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theTestsThatItNamesExist(Path document) throws IOException {
    for (MatchResult test : find(TEST, Files.readString(document))) {
      assertThat(testSource(test.group(1)))
          .as(test.group())
          .contains(test.group(2) == null ? "class" : "void " + test.group(2) + "(");
    }
  }

  private static String testSource(String name) throws IOException {
    try (Stream<Path> files =
        Files.find(
            TOP,
            12,
            (file, attributes) ->
                file.endsWith(name + ".java") && file.toString().contains("src/test"))) {
      Path file = files.findFirst().orElseThrow(() -> new AssertionError("no test " + name));
      return Files.readString(file);
    }
  }
}
