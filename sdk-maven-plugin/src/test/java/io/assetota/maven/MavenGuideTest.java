package io.assetota.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The guide has every goal and parameter that Maven knows of, and no others. */
class MavenGuideTest {
  private static final Path GUIDE =
      Path.of("").toAbsolutePath().resolveSibling("docs/guides/maven.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (?:`([\\w.]+)` )?\\| (?:`?(.*?)`? )?\\| .+ \\|$");

  private final List<Element> goals = new ArrayList<>();
  private String guide = "";

  /** A row of a table: a parameter with its property and default. */
  private record Row(String name, String property, String value) {}

  @BeforeEach
  void read() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/META-INF/maven/plugin.xml")) {
      // Only Maven makes it; a compiler alone doesn't.
      assumeTrue(in != null || System.getenv("CI") != null, "no plugin descriptor");
      for (Element goal :
          children(
              child(
                  DocumentBuilderFactory.newInstance()
                      .newDocumentBuilder()
                      .parse(in)
                      .getDocumentElement(),
                  "mojos"))) {
        if (!text(goal, "goal").equals("help")) {
          goals.add(goal);
        }
      }
    }
    guide = Files.readString(GUIDE);
  }

  private static List<Element> children(Element of) {
    List<Element> children = new ArrayList<>();
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static Element child(Element of, String name) {
    return children(of).stream()
        .filter(e -> e.getTagName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(of.getTagName() + " has no " + name));
  }

  private static String text(Element of, String name) {
    return child(of, name).getTextContent();
  }

  /** Returns the parameters of a goal that a user can set. */
  private static Set<Row> known(Element goal) {
    Set<Row> rows = new LinkedHashSet<>();
    for (Element parameter : children(child(goal, "parameters"))) {
      if (text(parameter, "editable").equals("true")) {
        String name = text(parameter, "name");
        String property = "";
        String value = text(parameter, "required").equals("true") ? "required" : "";
        for (Element configured : children(child(goal, "configuration"))) {
          if (configured.getTagName().equals(name)) {
            property = configured.getTextContent().replaceAll("^\\$\\{|}$", "");
            value =
                configured.hasAttribute("default-value")
                    ? configured.getAttribute("default-value")
                    : value;
          }
        }
        rows.add(new Row(name, property, value));
      }
    }
    return rows;
  }

  /** Returns the rows of all tables between two lines. */
  private Set<Row> told(String from, String to) {
    int begin = guide.indexOf("\n" + from + "\n");
    assertThat(begin).as("section " + from).isNotNegative();
    int end = guide.indexOf("\n" + to, begin + 1);
    String section = guide.substring(begin, end < 0 ? guide.length() : end);
    Set<Row> rows = new LinkedHashSet<>();
    section
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(
            row -> rows.add(new Row(row.group(1), orEmpty(row.group(2)), orEmpty(row.group(3)))));
    return rows;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  @Test
  void hasEveryParameter() throws IOException {
    assertThat(goals).hasSize(6);
    Set<Row> ofAll = told("## Parameters", "The goals");
    Set<Row> ofBundles =
        told("The goals `sign`, `verify`, `flash`, `run` and `rollout` have:", "##");
    for (Element goal : goals) {
      String name = text(goal, "goal");
      Set<Row> told = new LinkedHashSet<>(ofAll);
      told.addAll(told("### " + name, "### "));
      if (!name.equals("bundle")) {
        told.addAll(ofBundles);
      }

      assertThat(told).as(name).containsExactlyInAnyOrderElementsOf(known(goal));
    }
  }

  @Test
  void hasEveryGoalWithItsPhase() {
    for (Element goal : goals) {
      String phase =
          children(goal).stream()
              .filter(e -> e.getTagName().equals("phase"))
              .map(e -> "`" + e.getTextContent() + "` ")
              .findFirst()
              .orElse("");
      assertThat(guide).contains("| `" + text(goal, "goal") + "` | " + phase + "| ");
    }
  }
}
