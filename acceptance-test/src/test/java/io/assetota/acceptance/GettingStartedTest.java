package io.assetota.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What README.md and docs/guides/getting-started.md have in common. */
class GettingStartedTest {
  private static final String GUIDE = "docs/guides/getting-started.md";
  private static final Pattern BLANK = Pattern.compile("\\s+");

  private static String squeezed(String xml) {
    return BLANK.matcher(xml).replaceAll("");
  }

  @Test
  void bothBeginWithWhatABuildDependsOn() throws IOException {
    String first = Page.read(GUIDE).blocks("xml").get(0);

    assertThat(Page.read("README.md").blocks("xml")).containsExactly(first);
    for (String file : List.of("README.md", GUIDE)) {
      String text = Files.readString(Checkout.TOP.resolve(file));
      assertThat(text.indexOf("```")).as(file).isEqualTo(text.indexOf("```xml"));
    }
  }

  @Test
  void itIsInThePomOfTheExampleAsWell() throws IOException {
    List<String> blocks = Page.read(GUIDE).blocks("xml");
    String bom = blocks.get(0).substring(0, blocks.get(0).indexOf("\n\n"));
    String dependency =
        blocks.get(0).replaceFirst("(?s).*<dependencies>(.*)</dependencies>.*", "$1");

    assertThat(squeezed(blocks.get(1)))
        .startsWith("<project")
        .contains(squeezed(bom))
        .contains(squeezed(dependency));
  }

  @Test
  void theVersionIsTheOneThatComesNext() throws IOException {
    for (String file : List.of("README.md", GUIDE, "docs/guides/other-builds.md")) {
      assertThat(Files.readString(Checkout.TOP.resolve(file))).as(file).contains(Page.released());
    }
  }
}
