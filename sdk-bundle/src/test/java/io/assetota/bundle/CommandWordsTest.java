package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
  @Test
  void writesALineThatIsPartedIntoTheSameWords() {
    List<String> words =
        List.of("java", "-Dgreeting=Good \"morning\"", "it's", "C:\\new", "a\tb", "", "-cp", "a:b");

    assertThat(CommandWords.parse(CommandWords.line(words))).isEqualTo(words);
  }

  @Test
  void leavesPlainWordsAsTheyAre() {
    assertThat(CommandWords.line(List.of("java", "-jar", "kiosk.jar")))
        .isEqualTo("java -jar kiosk.jar");
  }
}
