package io.assetota.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of routes. */
final class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "*            | anything.at all",
        "*            | \"\"",
        "a*c          | ac",
        "a*c          | abcbc",
        "*.png        | .png",
        "?            | \uD83D\uDE00",
        "a?c          | a.c",
        "[a-c]x[!a-c] | bxd",
        "[a-]         | -",
        "[*?.{]       | {",
        "*.{png,jp*g} | a.jpeg",
        "{,a,ab}c     | abc",
        "{a,ab}{c,bc} | abc",
        "a,b}         | a,b}",
        "\\*\\?\\[\\\\| *?[\\",
        "{\\,,\\}}    | }",
        "a.b+(c)^$    | a.b+(c)^$",
      })
  void matches(String pattern, String name) {
    assertThat(Glob.compile(pattern).matches(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a*c, abcb",
    "a*c, xac",
    "?, ''",
    "?, ab",
    "[a-c], d",
    "[!a-c], a",
    "[^a], b",
    "'*.{png,jpg}', a.pn",
    "'*.{png,jpg}', png",
    "a.c, abc",
    "ABC, abc"
  })
  void doesNotMatch(String pattern, String name) {
    assertThat(Glob.compile(pattern).matches(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[a", "[]", "[!]", "{a", "{a,b", "{a{b}}", "\\", "[z-a]"})
  void refusesWhatIsNoPattern(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Glob.compile(pattern))
        .withMessageContaining("invalid pattern \"" + pattern + "\"");
  }

  @Test
  void noNameCanHoldItUp() {
    Glob glob = Glob.compile("{*a*,*a}".repeat(40) + "b");
    assertThat(assertTimeout(Duration.ofSeconds(2), () -> glob.matches("a".repeat(255)))).isFalse();
  }

  @Test
  void whateverThePatternItCompilesOrIsRefused() {
    Random random = new Random(1);
    String characters = "ab*?[]{},!-\\^\uD83D\uDE00";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        pattern.append(characters.charAt(random.nextInt(characters.length())));
      }
      assertThatNoException()
          .isThrownBy(
              () -> {
                try {
                  Glob.compile(pattern.toString()).matches("a-b[a]");
                } catch (IllegalArgumentException e) {
                  assertThat(e).hasMessageContaining("invalid pattern");
                }
              });
    }
  }
}
