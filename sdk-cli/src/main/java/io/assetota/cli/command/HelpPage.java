package io.assetota.cli.command;

import com.google.common.base.Splitter;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Picocli's help, except that names stay whole: it would break the line within {@code FILE.json},
 * and in the examples, which are there to be copied.
 */
public final class HelpPage extends Help {
  private static final int INDENT = 2;
  private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

  public HelpPage(CommandSpec command, ColorScheme colors) {
    super(command, colors);
  }

  /** The usage: words in lines, the second and later ones below the first option. */
  @Override
  protected String insertSynopsisCommandName(int headingLength, Text details) {
    String name = commandSpec().qualifiedName();
    int indent = headingLength + name.length() + 1;
    StringBuilder page = new StringBuilder(colorScheme().commandText(name).toString());
    int column = indent - 1;
    for (String word : Splitter.on(' ').omitEmptyStrings().split(details.toString())) {
      int length = COLOR.matcher(word).replaceAll("").length();
      if (column > indent && column + 1 + length > commandSpec().usageMessage().width()) {
        page.append(System.lineSeparator()).append(" ".repeat(indent - 1));
        column = indent - 1;
      }
      page.append(' ').append(word);
      column += 1 + length;
    }
    return page.append(System.lineSeparator()).toString();
  }

  /** The commands in their groups, each with the first sentence of its description. */
  @Override
  public String commandList(Map<String, Help> commands) {
    if (!(commandSpec().userObject() instanceof CommandGroups root)) {
      return super.commandList(commands);
    }
    int longest = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder list = new StringBuilder();
    for (CommandGroup group : root.groups()) {
      TextTable table = table(longest + INDENT);
      for (String name : group.makers().keySet()) {
        Help command = commands.get(name);
        if (command != null) { // Hidden ones are not listed.
          table.addRowValues(
              command.colorScheme().commandText(name),
              command.colorScheme().text(summary(command.commandSpec())));
        }
      }
      list.append(System.lineSeparator())
          .append(group.heading())
          .append(':')
          .append(System.lineSeparator())
          .append(table);
    }
    return list.toString();
  }

  private TextTable table(int names) {
    int width = commandSpec().usageMessage().width();
    return TextTable.forColumns(
        colorScheme(),
        new Column(names, INDENT, Column.Overflow.SPAN),
        new Column(width - names, INDENT, Column.Overflow.WRAP));
  }

  private static String summary(CommandSpec command) {
    String text = String.join(" ", command.usageMessage().description());
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** The examples as they are: without line breaks of its own, and a percent sign is one. */
  @Override
  public String footer(Object... none) {
    StringBuilder lines = new StringBuilder();
    for (String line : commandSpec().usageMessage().footer()) {
      lines.append(line).append(System.lineSeparator());
    }
    return lines.toString();
  }
}
