package io.assetota.server.fleet.rules;

import com.google.common.base.Splitter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads tables like those in the Javadoc of the rules: rows are events, columns are states. */
final class Tables {
  private static final Splitter LINES = Splitter.on('\n').omitEmptyStrings();
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

  private Tables() {}

  static <E extends Enum<E>, S extends Enum<S>> Map<E, Map<S, Optional<S>>> read(
      Class<E> events, Class<S> states, String table) {
    List<String> lines = LINES.splitToList(table);
    List<String> columns = WORDS.splitToList(lines.get(0));
    Map<E, Map<S, Optional<S>>> read = new EnumMap<>(events);
    for (String line : lines.subList(1, lines.size())) {
      List<String> words = WORDS.splitToList(line);
      Map<S, Optional<S>> row = new EnumMap<>(states);
      for (int i = 0; i < columns.size(); i++) {
        String after = words.get(i + 1);
        row.put(
            Enum.valueOf(states, columns.get(i)),
            after.equals("-") ? Optional.empty() : Optional.of(Enum.valueOf(states, after)));
      }
      read.put(Enum.valueOf(events, words.get(0)), row);
    }
    return read;
  }
}
