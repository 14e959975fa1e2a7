package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.Ran;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The changelog has what is to be told of the next release. */
class ReleaseNotesTest {
  private static Ran notes(String version) throws Exception {
    return Ran.in(Checkout.TOP, List.of(".ci/release-notes", version));
  }

  @Test
  void theNotesOfThisVersionAreItsSectionOfTheChangelog() throws Exception {
    String notes = notes(Checkout.version().replace("-SNAPSHOT", "")).succeeds().output();

    assertThat(notes.strip()).hasSizeGreaterThan(1000).contains("### ").doesNotStartWith("##\n");
    assertThat(notes.lines()).noneMatch(line -> line.startsWith("## "));
  }

  @Test
  void aVersionWithoutASectionHasNone() throws Exception {
    Ran ran = notes("0.1");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.output()).contains("CHANGELOG.md has no section 0.1");
  }
}
