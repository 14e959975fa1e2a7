package io.assetota.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a command in one line, as {@code project.properties} has them. A line is parted as a
 * shell does, and nothing else of what a shell does happens: blanks part, single and double quotes
 * keep blanks, and a backslash takes the next character as it is, except between single quotes.
 */
public final class CommandWords {
  private static final Pattern SPECIAL = Pattern.compile("[ \t'\"\\\\]");

  private CommandWords() {}

  /**
   * Writes words in one line.
   *
   * @param words the words
   * @return a line that is parted into these words
   */
  public static String line(List<String> words) {
    return words.stream().map(CommandWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.isEmpty() ? "''" : SPECIAL.matcher(word).replaceAll("\\\\$0");
  }

  /**
   * Parts a line.
   *
   * @param line the line
   * @return its words, perhaps none
   * @throws IllegalArgumentException if a quote or a backslash stands open at its end
   */
  public static List<String> parse(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quote != '\'') {
        if (++i == line.length()) {
          throw new IllegalArgumentException("ends with a backslash");
        }
        word.append(line.charAt(i));
        begun = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        begun = true;
      } else if (c == ' ' || c == '\t') {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
          begun = false;
        }
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("has a " + quote + " that is not closed");
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
