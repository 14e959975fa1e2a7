package io.assetota.handlers.display.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Bitmap fonts of others: a font that can draw, or a clear error. */
class BdfFuzzTest {
  static Stream<byte[]> fonts() {
    return Stream.of(
            """
            STARTFONT 2.1
            FONTBOUNDINGBOX 6 9 0 -2
            STARTPROPERTIES 2
            FONT_ASCENT 7
            FONT_DESCENT 2
            ENDPROPERTIES
            CHARS 1
            STARTCHAR A
            ENCODING 65
            DWIDTH 6 0
            BBX 5 3 0 0
            BITMAP
            20
            50
            F8
            ENDCHAR
            ENDFONT
            """)
        .map(text -> text.getBytes(US_ASCII));
  }

  @MethodSource("fonts")
  @FuzzTest
  void fontsDrawOrAreRefused(byte[] input) throws IOException {
    try {
      TextFont font = TextFont.bdf("font", new ByteArrayInputStream(input));
      assertThat(font.width("A?\u00fc")).isNotNegative();
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
