package io.assetota.cli.command;

import io.assetota.cli.output.Console;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The commands of one package, in the order of the help. */
public final class CommandGroup {
  private final String heading;
  private final Map<String, Function<Console, Subcommand>> makers;

  private CommandGroup(String heading, Map<String, Function<Console, Subcommand>> makers) {
    this.heading = heading;
    this.makers = makers;
  }

  /** Begins a group; the heading stands above it in the help. */
  public static CommandGroup of(String heading) {
    return new CommandGroup(heading, Map.of());
  }

  /**
   * Returns the group with one more command at its end.
   *
   * @param name the word that calls the command
   * @param maker makes the command; called only when the command is needed
   */
  public CommandGroup with(String name, Function<Console, Subcommand> maker) {
    Map<String, Function<Console, Subcommand>> more = new LinkedHashMap<>(makers);
    more.put(name, maker);
    return new CommandGroup(heading, Collections.unmodifiableMap(more));
  }

  /** Returns the heading of the group in the help. */
  public String heading() {
    return heading;
  }

  /** Returns what makes each command, by the command's name, in the order of the help. */
  public Map<String, Function<Console, Subcommand>> makers() {
    return makers;
  }
}
