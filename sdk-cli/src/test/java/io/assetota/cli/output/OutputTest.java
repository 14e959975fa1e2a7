package io.assetota.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.output.Console.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static final int COLUMNS = 80;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(boolean terminal) {
    return new Console(
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        terminal,
        terminal,
        terminal,
        COLUMNS,
        Map.of());
  }

  @Test
  void numbersStandOnTheRight() {
    new Table("Name", "Size").row("logo.png", 2466).row("b", 7).print(console(false));

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
              Name       Size
              logo.png  2,466
              b             7
            """);
  }

  @Test
  void aTableWithoutRowsSaysNothing() {
    new Table("Name").print(console(false));

    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void factsStandInOneColumn() {
    new Facts().with("A", 1).with("Longer", "x\u0007", Style.BAD).print(console(false));

    assertThat(out.toString(UTF_8)).isEqualTo("  A       1\n  Longer  x\\u0007\n");
  }

  @Test
  void coloursAreForTerminals() {
    assertThat(console(true).style(Style.GOOD, "ok")).isEqualTo("\u001b[32mok\u001b[0m");
    assertThat(console(false).style(Style.GOOD, "ok")).isEqualTo("ok");
  }

  @Test
  void noColorIsHonoured() {
    System.setProperty("asset-ota.out.terminal", "true");
    try {
      assertThat(Console.ofProcess(Map.of("TERM", "xterm")).styled()).isTrue();
      assertThat(Console.ofProcess(Map.of("TERM", "xterm", "NO_COLOR", "1")).styled()).isFalse();
      assertThat(Console.ofProcess(Map.of("TERM", "dumb")).styled()).isFalse();
    } finally {
      System.clearProperty("asset-ota.out.terminal");
    }
  }

  @Test
  void digitsAreGrouped() {
    assertThat(List.of(0, 999, 1000, 1138688, -1000).stream().map(Sizes::grouped))
        .containsExactly("0", "999", "1,000", "1,138,688", "-1,000");
    assertThat(Sizes.bytes(1)).isEqualTo("1 byte");
    assertThat(Sizes.used(1, 200)).isEqualTo("1 of 200 bytes (1 %)");
    assertThat(Sizes.count(2, "asset")).isEqualTo("2 assets");
  }

  @Test
  void roundedSizesHaveThreeDigits() {
    assertThat(
            List.of(0L, 1023L, 1024L, 10_230L, 102_300L, 1_023_000L, 1_048_064L, Long.MAX_VALUE)
                .stream()
                .map(Sizes::rounded))
        .containsExactly(
            "0 B", "1023 B", "1.00 KiB", "9.99 KiB", "99.9 KiB", "999 KiB", "1.00 MiB", "8.00 EiB");
  }

  @Test
  void jsonHasEveryKindOfValue() {
    String json =
        new JsonObject()
            .with("text", "a \"b\"\n")
            .with("number", 5L)
            .with("truth", true)
            .with("nothing", null)
            .with("present", Optional.of("x"))
            .with("empty", Optional.empty())
            .with("constant", Style.STRONG)
            .with("path", java.nio.file.Path.of("a/b"))
            .with("list", List.of(new JsonObject().with("n", 1)))
            .toString();

    assertThat(json.replaceAll("\\s+", ""))
        .isEqualTo(
            "{\"text\":\"a\\\"b\\\"\\n\",\"number\":5,\"truth\":true,\"nothing\":null,"
                + "\"present\":\"x\",\"empty\":null,\"constant\":\"strong\",\"path\":\"a/b\","
                + "\"list\":[{\"n\":1}]}");
  }
}
