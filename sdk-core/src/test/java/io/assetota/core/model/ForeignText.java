package io.assetota.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Texts that others may put into a file, and what has to be true of a message that quotes them. */
public final class ForeignText {
  private ForeignText() {}

  /** Names that steer a terminal, end a line or hide a part of themselves. */
  public static Stream<String> names() {
    return Stream.of(
            "\u001b[2J",
            "a\nforged: line",
            "\r",
            "a\u0000",
            "\u0085",
            "\u009b2J",
            "/\u202egnp",
            "\\\u2028")
        .flatMap(text -> Stream.of(text, text.repeat(500), "x".repeat(300) + text));
  }

  /** Everything is on one line, or on lines that are ours: these begin with two spaces. */
  public static void assertPrintable(String text) {
    assertThat(text)
        .doesNotContainPattern("[\\p{Cc}&&[^\n]]|[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]")
        .doesNotContainPattern("\n(?!  )")
        .hasSizeLessThan(Printable.MAX_MESSAGE + 10);
    assertThat(List.of(text.split("\n", -1))).allMatch(line -> line.length() < 2000);
  }

  /** What is done is refused, with a printable message. */
  public static void assertRefused(ThrowingCallable misuse) {
    Throwable thrown = catchThrowable(misuse);
    assertThat(thrown).isNotNull();
    assertPrintable(thrown.getMessage());
  }
}
