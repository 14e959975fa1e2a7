package io.assetota.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrintableTest {
  @ParameterizedTest
  @CsvSource({
    "0000, \\u0000", "001b, \\u001b", "007f, \\u007f", "0085, \\u0085", "009b, \\u009b",
    "00ad, \\u00ad", "200b, \\u200b", "2028, \\u2028", "2029, \\u2029", "202e, \\u202e",
    "2066, \\u2066", "feff, \\ufeff", "ffff, \\uffff", "d800, \\ud800", "dfff, \\udfff"
  })
  void whatIsInvisibleOrSteersATerminalIsWrittenOut(String code, String written) {
    String text = "a" + (char) Integer.parseInt(code, 16) + "b";
    assertThat(Printable.text(text)).isEqualTo("a" + written + "b");
    assertThat(Printable.line(text)).isEqualTo("a" + written + "b");
    assertThat(Printable.lines(text)).isEqualTo("a" + written + "b");
  }

  @Test
  void aCharacterOfTwoUnitsIsWrittenOutAsTwo() {
    assertThat(Printable.text("\udb40\udc01")).isEqualTo("\\udb40\\udc01"); // a language tag
  }

  @Test
  void everyScriptStaysAsItIs() {
    String text = "Gr\u00fc\u00dfe, \u4f60\u597d, \u05e9\u05dc\u05d5\u05dd \ud83d\ude00 ~\\";
    assertThat(Printable.text(text)).isEqualTo(text);
    assertThat(Printable.lines(text)).isEqualTo(text);
  }

  @Test
  void onlyLinesKeepsLineBreaks() {
    assertThat(Printable.text("a\nb")).isEqualTo("a\\u000ab");
    assertThat(Printable.line("a\r\nb")).isEqualTo("a\\u000d\\u000ab");
    assertThat(Printable.lines("a\r\nb")).isEqualTo("a\\u000d\nb");
  }

  @Test
  void onlyTextCutsAndNeverInsideOfACharacter() {
    String full = "x".repeat(Printable.MAX_TEXT);
    assertThat(Printable.text(full)).isEqualTo(full);
    assertThat(Printable.text(full + "y")).isEqualTo(full + "...");
    String almost = "x".repeat(Printable.MAX_TEXT - 1);
    assertThat(Printable.text(almost + "\u001b")).isEqualTo(almost + "...");
    assertThat(Printable.text(almost + "\ud83d\ude00")).isEqualTo(almost + "...");
    assertThat(Printable.line(full.repeat(1000))).isEqualTo(full.repeat(1000));
  }

  @Test
  void whatIsPrintableAlreadyStaysAsItIs() {
    String once = Printable.line("a\u001b\n\u202eb");
    assertThat(Printable.line(once)).isEqualTo(once);
    assertThat(Printable.lines(once)).isEqualTo(once);
  }

  @Test
  void messagesOfExceptionsArePrintableAndOfBoundedLength() {
    Throwable cause = new IllegalStateException();
    assertThat(new AssetException("a\u001b\n\u009bb")).hasMessage("a\\u001b\n\\u009bb");
    assertThat(new AssetException("a\u202eb", cause)).hasMessage("a\\u202eb").hasCause(cause);
    assertThat(new AssetException("x".repeat(1 << 20)).getMessage())
        .hasSize(Printable.MAX_MESSAGE + 3);
  }
}
