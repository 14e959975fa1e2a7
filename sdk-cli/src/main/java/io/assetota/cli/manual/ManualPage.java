package io.assetota.cli.manual;

import io.assetota.cli.command.CommandGroup;
import io.assetota.cli.command.CommandGroups;
import io.assetota.cli.command.HelpPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual page of one command, in section 1.
 *
 * @param command the command
 * @param version stands at the foot of the page
 * @param date the day of the version, such as {@code 2026-01-01}
 */
public record ManualPage(CommandLine command, String version, String date) {
  /** Wide enough that nothing is broken into lines: the reader's terminal does that. */
  private static final int ONE_LINE = 10_000;

  /**
   * Returns the pages of a command and of all below it that are not hidden.
   *
   * @param root the command
   * @param version stands at the foot of each page
   * @param date the day of the version
   */
  public static List<ManualPage> all(CommandLine root, String version, String date) {
    List<ManualPage> pages = new ArrayList<>();
    pages.add(new ManualPage(root, version, date));
    visible(root).values().forEach(child -> pages.addAll(all(child, version, date)));
    return pages;
  }

  private static Map<String, CommandLine> visible(CommandLine command) {
    Map<String, CommandLine> children = new LinkedHashMap<>(command.getSubcommands());
    children.values().removeIf(c -> c.getCommandSpec().usageMessage().hidden());
    return children;
  }

  /** Returns the name of the page, such as {@code asset-ota-bundle}. */
  public String name() {
    return name(spec());
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private CommandSpec spec() {
    return command.getCommandSpec();
  }

  /** Returns the page in the language of man(7). */
  public String text() {
    Roff page = new Roff();
    List<String> description = description(spec());
    page.title(name().toUpperCase(Locale.ROOT), "1", date, version, "Asset OTA");
    page.macro("SH", "NAME").sentences(name() + " - " + headline(description.get(0)));
    page.macro("SH", "SYNOPSIS").macro("B", spec().qualifiedName()).arguments(synopsis());
    page.macro("SH", "DESCRIPTION");
    description.forEach(line -> page.macro("PP").sentences(line));
    arguments(page, "OPERANDS", spec().positionalParameters());
    arguments(page, "OPTIONS", spec().options());
    commands(page);
    if (spec().usageMessage().footer().length > 0) {
      page.macro("SH", "EXAMPLES").example(List.of(spec().usageMessage().footer()));
    }
    page.macro("SH", "EXIT STATUS");
    page.macro("TP").sentences("0").sentences("success");
    page.macro("TP").sentences("1").sentences("failure, or a problem was found");
    page.macro("TP").sentences("2").sentences("wrong usage");
    page.macro("SH", "SEE ALSO").sentences(String.join(", ", related()));
    return page.toString().replace(".SH \"DESCRIPTION\"\n.PP\n", ".SH \"DESCRIPTION\"\n");
  }

  private static List<String> description(CommandSpec command) {
    return Stream.of(command.usageMessage().description()).map(ManualPage::plain).toList();
  }

  /** The first sentence, as whatis(1) shows it. */
  private static String headline(String description) {
    String first = description.split("\\. |\\.$|:", 2)[0];
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }

  private static String plain(String line) {
    return Ansi.OFF.string(line.replace("%n", " ").replace("%%", "%"));
  }

  private String synopsis() {
    spec().usageMessage().width(ONE_LINE);
    String all = new HelpPage(spec(), Help.defaultColorScheme(Ansi.OFF)).synopsis(0).strip();
    return all.substring(spec().qualifiedName().length()).strip();
  }

  private static void arguments(Roff page, String heading, List<? extends ArgSpec> arguments) {
    List<? extends ArgSpec> shown = arguments.stream().filter(a -> !a.hidden()).toList();
    if (shown.isEmpty()) {
      return;
    }
    page.macro("SH", heading);
    for (ArgSpec argument : shown) {
      page.macro("TP").arguments(label(argument));
      for (String line : argument.description()) {
        page.sentences(plain(line));
      }
    }
  }

  private static String label(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
      return String.join(", ", option.names()) + value;
    }
    return argument.paramLabel();
  }

  private void commands(Roff page) {
    Map<String, CommandLine> commands = visible(command);
    if (commands.isEmpty()) {
      return;
    }
    page.macro("SH", "COMMANDS");
    if (!(spec().userObject() instanceof CommandGroups root)) {
      list(page, commands);
      return;
    }
    for (CommandGroup group : root.groups()) {
      Map<String, CommandLine> members = new LinkedHashMap<>(commands);
      members.keySet().retainAll(group.makers().keySet());
      page.macro("SS", group.heading());
      list(page, members);
    }
  }

  private static void list(Roff page, Map<String, CommandLine> commands) {
    commands.forEach(
        (name, line) ->
            page.macro("TP")
                .macro("B", name)
                .sentences(headline(description(line.getCommandSpec()).get(0))));
  }

  private List<String> related() {
    Stream<CommandSpec> children = visible(command).values().stream().map(c -> c.getCommandSpec());
    Stream<CommandSpec> parent = Stream.ofNullable(spec().parent()).map(CommandSpec.class::cast);
    return Stream.concat(parent, children).map(c -> name(c) + "(1)").toList();
  }
}
