package io.assetota.handlers.display.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.Canvas;
import io.assetota.handlers.display.picture.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  private static final TextFont SMALL = TextFont.small();

  private static final String BDF =
      """
      STARTFONT 2.1
      FONTBOUNDINGBOX 9 3 0 -1
      CHARS 1
      STARTCHAR A
      ENCODING 65
      DWIDTH 10 0
      BBX 9 3 0 -1
      BITMAP
      8080
      4100
      FF80
      ENDCHAR
      ENDFONT
      """;

  private static String shown(TextMask mask) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < mask.coverage().length; i++) {
      text.append(mask.coverage()[i] == 0 ? '.' : '#');
      if (i % mask.width() == mask.width() - 1) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void drawsABitmapFont() throws IOException {
    TextFont font = TextFont.bdf("a.bdf", new ByteArrayInputStream(BDF.getBytes(ISO_8859_1)));
    assertThat(font.ascent()).isEqualTo(2);
    assertThat(font.descent()).isEqualTo(1);
    assertThat(font.width("AA")).isEqualTo(20);
    TextMask mask = new TextMask(11, 4);
    font.draw("A", mask, 1, 2);
    assertThat(shown(mask))
        .isEqualTo(
            """
            .#.......#.
            ..#.....#..
            .#########.
            ...........
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "STARTFONT 2.1,STARTFONT 1,begins with STARTFONT",
    "DWIDTH 10 0,DWIDTH 9999 0,out of range",
    "DWIDTH 10 0,DWIDTH,lacks a number",
    "4100,41,4 hex digits",
    "4100,zz00,4 hex digits",
    "ENDFONT,,too early",
    "BITMAP,,no bitmap",
  })
  void saysWhatIsWrongInABitmapFont(String line, String instead, String message) {
    String text = BDF.replace(line, instead == null ? "" : instead);
    assertThatThrownBy(
            () -> TextFont.bdf("a.bdf", new ByteArrayInputStream(text.getBytes(ISO_8859_1))))
        .isInstanceOf(AssetException.class)
        .hasMessageStartingWith("font a.bdf, line ")
        .hasMessageContaining(message);
  }

  @Test
  void advanceOfAllGlyphsStandsInFrontOfThem() throws IOException {
    String text = BDF.replace("DWIDTH 10 0\n", "").replace("CHARS 1", "DWIDTH 12 0\nCHARS 1");
    TextFont font = TextFont.bdf("a.bdf", new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    assertThat(font.width("AA")).isEqualTo(24);
  }

  @ParameterizedTest
  @CsvSource({"DWIDTH 10 0,DWIDTH -10 0", "CHARS 1,DEFAULT_CHAR -1"})
  void fontsOfTheWildAreRead(String line, String instead) throws IOException {
    String text = BDF.replace(line, instead);
    TextFont font = TextFont.bdf("a.bdf", new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    assertThat(font.width("A")).isNotNegative();
    TextMask mask = new TextMask(11, 4);
    font.draw("AA", mask, 1, 2);
    assertThat(shown(mask)).contains(".#########.");
  }

  @Test
  void wrapsAtBlanksAndInsideWordsOnlyWhereNeeded() {
    TextBlock block = TextBlock.wrap("the quick  brown\nextraordinary fox", SMALL, 9 * 6);
    assertThat(block.lines()).containsExactly("the quick", "brown", "extraordi", "nary fox");
    assertThat(block.width()).isEqualTo(54);
    assertThat(block.height()).isEqualTo(3 * 10 + 9);
    assertThat(TextBlock.wrap("", SMALL, 10).lines()).containsExactly("");
    assertThat(TextBlock.wrap("WW", SMALL, 1).lines()).containsExactly("W", "W");
    assertThat(TextBlock.wrap("a\n\nb", SMALL, 100).lines()).containsExactly("a", "", "b");
  }

  @Test
  void everyAsciiSignIsInTheSmallFont() {
    TextMask missing = new TextMask(6, 10);
    SMALL.draw("\u4e00", missing, 0, 8);
    for (char c = '!'; c <= '~'; c++) {
      TextMask mask = new TextMask(6, 10);
      SMALL.draw("" + c, mask, 0, 8);
      assertThat(shown(mask)).as("" + c).contains("#").isNotEqualTo(shown(missing));
    }
  }

  @Test
  void alignsAndCutsOnACanvas() {
    Canvas canvas = new Canvas(40, 12);
    canvas.text(new Region(0, 0, 40, 12), "I", SMALL, 0xff0000, TextBlock.Align.RIGHT);
    assertThat(canvas.picture().argb()[36 + 0 * 40]).isEqualTo(0xffff0000);
    canvas.text(new Region(30, 0, 10, 4), "IIIIII\nII", SMALL, 0xff0000, TextBlock.Align.LEFT);
    assertThat(canvas.picture().argb()[5 * 40 + 31]).isEqualTo(0xff000000);
  }

  @Test
  void enlargesPixelByPixel() {
    TextMask one = new TextMask(6, 10);
    SMALL.draw("g", one, 0, 8);
    TextMask three = new TextMask(18, 30);
    SMALL.times(3).draw("g", three, 0, 24);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 18; x++) {
        assertThat(three.coverage()[y * 18 + x]).isEqualTo(one.coverage()[y / 3 * 6 + x / 3]);
      }
    }
  }

  @Test
  void drawsATrueTypeFontWithoutADisplay() throws IOException {
    Path file = Path.of("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(Files.exists(file)).as("install fonts-dejavu-core").isTrue();
    }
    try (InputStream in = Files.newInputStream(file)) {
      TextFont font = TextFont.trueType("DejaVuSans.ttf", in, 20);
      assertThat(font.width("iiii")).isLessThan(font.width("MMMM"));
      assertThat(font.lineHeight()).isBetween(20, 30);
      TextMask mask = new TextMask(60, 30);
      font.draw("Hg", mask, 2, 20);
      String text = shown(mask);
      // An H reaches from the base line up to 15 pixels, a g below it.
      assertThat(text.substring(61 * 6, 61 * 19)).contains("#");
      assertThat(text.substring(61 * 21, 61 * 24)).contains("#");
      assertThat(text.substring(61 * 26)).doesNotContain("#");
    }
  }

  @Test
  void refusesWhatIsNoTrueTypeFont() {
    assertThatThrownBy(
            () -> TextFont.trueType("a.ttf", new ByteArrayInputStream(new byte[200]), 12))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("a.ttf");
  }
}
