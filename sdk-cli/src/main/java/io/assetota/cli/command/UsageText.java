package io.assetota.cli.command;

import io.assetota.core.model.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes wrong usage, and suggests what the user may have meant. */
final class UsageText {
  private static final int MAX_SHOWN = 100;

  private UsageText() {}

  /** Describes what is wrong, in a line. */
  static String of(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException e && !e.getUnmatched().isEmpty()) {
      return unmatched(e);
    }
    String message = Objects.requireNonNullElse(failure.getMessage(), "wrong usage");
    if (failure instanceof MutuallyExclusiveArgsException) {
      return message
          .replaceFirst("^Error: ", "")
          .replace(
              "are mutually exclusive (specify only one)", "exclude each other: give only one");
    }
    if (failure instanceof MissingParameterException) {
      return message.replaceFirst("^Missing required ", "missing ");
    }
    return message.replaceFirst("^Invalid value for option ", "invalid value for ");
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    String word = failure.getUnmatched().get(0);
    if (failure.isUnknownOption()) {
      return "unknown option '" + shown(word.split("=", 2)[0]) + "'";
    }
    if (word.startsWith("@")) {
      return "there is no options file '" + shown(word.substring(1)) + "'";
    }
    return failure.getCommandLine().getSubcommands().isEmpty()
        ? "unexpected operand '" + shown(word) + "'"
        : "unknown command '" + shown(word) + "'";
  }

  private static String shown(String word) {
    return Printable.line(word.length() <= MAX_SHOWN ? word : word.substring(0, MAX_SHOWN) + "...");
  }

  /** Returns what the user may have meant, the most similar first. */
  static List<String> suggestions(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException e) || e.getUnmatched().isEmpty()) {
      return List.of();
    }
    CommandLine command = e.getCommandLine();
    String word = e.getUnmatched().get(0).split("=", 2)[0];
    Stream<String> known =
        e.isUnknownOption()
            ? command.getCommandSpec().optionsMap().keySet().stream()
            : commands(command).stream();
    return known
        .filter(k -> isNear(word, k))
        .sorted(Comparator.comparing(k -> distance(word, k)))
        .limit(3)
        .collect(Collectors.toList());
  }

  /** Returns the names of the subcommands that are not hidden. */
  static List<String> commands(CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .filter(c -> !isHidden(c.getValue().getCommandSpec()))
        .map(c -> c.getKey())
        .toList();
  }

  private static boolean isHidden(CommandSpec command) {
    return command.usageMessage().hidden();
  }

  private static boolean isNear(String word, String known) {
    if (word.length() > 2 * known.length() || known.length() <= 2) {
      return false;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    boolean begun = lower.replace("-", "").length() >= 2 && known.startsWith(lower);
    return begun || distance(lower, known) <= Math.max(1, known.length() / 4);
  }

  /** Returns the edit distance: insertions, deletions, replacements, swaps of neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
