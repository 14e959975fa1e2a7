package io.assetota.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of components has what is shipped, and NOTICE has their licences. */
class ComponentsIT {
  private static final Pattern LINE = Pattern.compile("  (\\S+:\\S+) +(\\S.*)");

  @TempDir Path folder;

  private static List<JsonNode> components(String name) throws IOException {
    JsonNode list = new ObjectMapper().readTree(Distribution.components(name).toFile());
    assertThat(list.at("/metadata/component/name").asText()).isEqualTo(name);
    return StreamSupport.stream(list.get("components").spliterator(), false).toList();
  }

  private static boolean isOurs(JsonNode component) {
    return component.get("group").asText().startsWith("io.assetota");
  }

  /** Long, so that only what is shipped is compared, and not what is tried with other versions. */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {Distribution.FULL, Distribution.DEVICE})
  void noticeNamesTheLicencesOfWhatIsShipped(String name) throws Exception {
    Path notice = Distribution.unpacked(name, folder).root().resolve("NOTICE");
    Map<String, String> told = new TreeMap<>();
    for (String line : Files.readAllLines(notice)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        told.put(matcher.group(1), matcher.group(2));
      }
    }

    Map<String, String> shipped = new TreeMap<>();
    for (JsonNode component : components(name)) {
      if (!isOurs(component)) {
        shipped.put(
            component.get("group").asText() + ":" + component.get("name").asText(),
            licences(component));
      }
    }

    assertThat(told).isEqualTo(shipped);
  }

  private static String licences(JsonNode component) {
    List<String> names = new ArrayList<>();
    for (JsonNode choice : component.get("licenses")) {
      JsonNode licence = choice.get("license");
      String id = licence.path("id").asText();
      names.add(id.isEmpty() ? spdx(licence.get("name").asText()) : id);
    }
    return String.join(" or ", names);
  }

  /** Some poms have a name of their own for a licence. */
  private static String spdx(String name) {
    return name.equals("GNU Lesser GPL, Version 3") ? "LGPL-3.0" : name;
  }

  @Test
  void theComponentsAreTheJarsOfTheArchive() throws Exception {
    Path root = Distribution.unpacked(Distribution.FULL, folder).root();
    List<String> jars = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.equals("asset-ota.jar"))
          .forEach(jars::add);
    }

    assertThat(components(Distribution.FULL))
        .extracting(
            c ->
                c.get("name").asText().equals("gateway")
                    ? "gateway.jar"
                    : c.get("name").asText() + "-" + c.get("version").asText() + ".jar")
        .containsExactlyInAnyOrderElementsOf(jars);
  }

  /** A shaded jar keeps the coordinates of what is in it. */
  @Test
  void theComponentsOfADeviceAreInItsJar() throws Exception {
    Path lib = Distribution.unpacked(Distribution.DEVICE, folder).root().resolve("lib");
    String listed =
        Ran.in(folder, List.of("unzip", "-l", lib.resolve("asset-ota.jar").toString()))
            .succeeds()
            .output();

    assertThat(components(Distribution.DEVICE))
        .filteredOn(c -> !c.get("name").asText().equals("picocli"))
        .allSatisfy(
            c -> assertThat(listed).contains("META-INF/maven/" + path(c) + "/pom.properties"));
  }

  /** The package with a runtime of its own. */
  @Tag("long")
  @Test
  void theRuntimeIsAComponentToo() throws Exception {
    Distribution.requirePackages();
    List<JsonNode> withJava = components(Distribution.DEVICE + "-jre");

    assertThat(withJava.get(0).get("name").asText()).isEqualTo("OpenJDK");
    assertThat(withJava.get(0).get("version").asText()).isEqualTo(Runtime.version().toString());
    assertThat(withJava.subList(1, withJava.size()))
        .containsExactlyElementsOf(components(Distribution.DEVICE));
  }

  private static String path(JsonNode component) {
    return component.get("group").asText() + "/" + component.get("name").asText();
  }
}
