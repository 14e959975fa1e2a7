package io.assetota.server.fleet.rollouts;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The messages of a status in one column. A message may have several lines; a record separator
 * stands between two messages.
 */
final class Messages {
  private static final char SEPARATOR = '\u001e';
  private static final Splitter SPLITTER = Splitter.on(SEPARATOR);

  private Messages() {}

  static String join(List<String> messages) {
    return messages.stream()
        .map(message -> message.replace(SEPARATOR, ' ').replaceAll("\\R", "\n").stripTrailing())
        .collect(Collectors.joining(String.valueOf(SEPARATOR)));
  }

  static List<String> split(String column) {
    return column.isEmpty() ? List.of() : SPLITTER.splitToList(column);
  }
}
