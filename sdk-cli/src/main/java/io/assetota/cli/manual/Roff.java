package io.assetota.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a manual page in the language of man(7), line by line. */
final class Roff {
  /** An option, the label of its value or of an operand, or a repetition. */
  private static final Pattern ARGUMENT =
      Pattern.compile("(?<![\\w-])--?[a-zA-Z][\\w-]*|(?<![\\w-])[A-Z][A-Z0-9_]*(?![a-z])");

  /** For people who read or change the source of a page. */
  private static final int MAX_LINE = 78;

  private final StringBuilder text = new StringBuilder();

  /** Adds what stands at the head and the foot of the page. */
  Roff title(String... parts) {
    text.append(".TH \"").append(String.join("\" \"", parts)).append("\"\n");
    return this;
  }

  /** Adds a request or a macro; the arguments are texts, of which each is one. */
  Roff macro(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
    return this;
  }

  /** Adds a text, a line for each of its sentences, as is the custom. */
  Roff sentences(String words) {
    for (String sentence : sentencesOf(words)) {
      folded(escaped(sentence));
    }
    return this;
  }

  private static List<String> sentencesOf(String words) {
    List<String> sentences = new ArrayList<>();
    int begin = 0;
    for (int end = words.indexOf(". "); end >= 0; end = words.indexOf(". ", begin)) {
      sentences.add(words.substring(begin, end + 1));
      begin = end + 2;
    }
    sentences.add(words.substring(begin));
    return sentences;
  }

  /** Adds a line in which options are bold, and labels of values are in italics. */
  Roff arguments(String words) {
    StringBuilder line = new StringBuilder();
    Matcher matcher = ARGUMENT.matcher(words);
    int begin = 0;
    while (matcher.find()) {
      line.append(escaped(words.substring(begin, matcher.start())))
          .append(matcher.group().startsWith("-") ? "\\fB" : "\\fI")
          .append(escaped(matcher.group()))
          .append("\\fR");
      begin = matcher.end();
    }
    return folded(line + escaped(words.substring(begin)));
  }

  /** Adds lines that stay as they are. */
  Roff example(List<String> lines) {
    macro("nf");
    lines.forEach(line -> line(escaped(line)));
    return macro("fi");
  }

  /** Adds a line of a paragraph, which may be broken between words. */
  private Roff folded(String escaped) {
    String rest = escaped;
    while (rest.length() > MAX_LINE) {
      int end = rest.lastIndexOf(' ', MAX_LINE);
      if (end <= 0) {
        break;
      }
      line(rest.substring(0, end));
      rest = rest.substring(end + 1).stripLeading();
    }
    return line(rest);
  }

  private Roff line(String escaped) {
    if (escaped.startsWith(".") || escaped.startsWith("'")) {
      text.append("\\&"); // Or it would be a request.
    }
    text.append(escaped).append('\n');
    return this;
  }

  /** A hyphen is to be copied as a minus sign, and nothing but ASCII is sure to be shown. */
  private static String escaped(String words) {
    StringBuilder escaped = new StringBuilder();
    words
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                  if (c < 0x80) {
                    escaped.appendCodePoint(c);
                  } else {
                    escaped.append("\\[u%04X]".formatted(c));
                  }
                }
              }
            });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
