package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Maven Central asks of a pom, and a build that depends on it. */
final class PublishedPom {
  private static final List<String> REQUIRED =
      List.of(
          "groupId",
          "artifactId",
          "version",
          "name",
          "description",
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "developers/developer/organizationUrl",
          "scm/connection",
          "scm/url",
          "issueManagement/url");

  private PublishedPom() {}

  static void require(Pom pom) throws Exception {
    assertThat(REQUIRED).allSatisfy(path -> assertThat(pom.text(path)).as(path).isPresent());
    assertThat(pom.text("scm/url")).isEqualTo(pom.text("url"));
    // Of variables, only the one that the pom defines by itself.
    assertThat(Files.readString(pom.file()).replace("${project.version}", ""))
        .doesNotContain("${", "<parent>", "<repositories>");

    Set<String> published = Checkout.published().keySet();
    for (Pom dependency : pom.all("dependencies/dependency")) {
      String name = dependency.text("artifactId").orElseThrow();
      assertThat(dependency.text("version")).as(name).isPresent();
      assertThat(dependency.text("scope")).as(name).isNotEqualTo(Optional.of("test"));
      if (dependency.text("groupId").equals(Optional.of(Checkout.GROUP))) {
        assertThat(published).contains(name);
      }
    }
  }
}
