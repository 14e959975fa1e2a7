package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The poms that users get, as the build has just made them. */
class PublishedPomsTest {
  static Stream<Pom> published() throws Exception {
    return Checkout.published().values().stream();
  }

  @Test
  void theBomHasEachModuleThatIsPublishedAndNoOther() throws Exception {
    Map<String, Pom> poms = Checkout.poms();
    Set<String> published = new TreeSet<>();
    for (Map.Entry<String, Pom> module : poms.entrySet()) {
      boolean isParent = module.getValue().text("packaging").equals(Optional.of("pom"));
      if (!isParent && !staysHere(module.getValue(), poms)) {
        published.add(module.getKey());
      }
    }
    assertThat(published).contains("sdk-core", "handler-testkit", "sdk-cli");

    published.add("sdk-bom");
    assertThat(Checkout.published().keySet()).isEqualTo(published);
  }

  private static boolean staysHere(Pom pom, Map<String, Pom> poms) {
    Optional<String> skip = pom.text("properties/maven.deploy.skip");
    Optional<Pom> parent = pom.text("parent/artifactId").map(poms::get);
    return skip.isPresent()
        ? skip.get().equals("true")
        : parent.isPresent() && staysHere(parent.get(), poms);
  }

  @ParameterizedTest
  @MethodSource("published")
  void hasAllThatMavenCentralAsksFor(Pom module) throws Exception {
    PublishedPom.require(Pom.read(module.folder().resolve(".flattened-pom.xml")));
  }

  /** Importing it must not decide the versions of what we use ourselves. */
  @Test
  void theBomHasOurModulesOnly() throws Exception {
    Path file = Checkout.poms().get("sdk-bom").folder().resolve(".flattened-pom.xml");

    assertThat(Files.readString(file)).doesNotContain("jackson", "jetty", "guava");
    assertThat(Pom.read(file).all("dependencyManagement/dependencies/dependency"))
        .hasSizeGreaterThan(10)
        .allMatch(d -> d.text("groupId").equals(Optional.of(Checkout.GROUP)))
        .allMatch(d -> d.text("version").equals(Optional.of("${project.version}")));
  }
}
