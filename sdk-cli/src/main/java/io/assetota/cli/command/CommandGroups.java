package io.assetota.cli.command;

import java.util.List;

/** A command that lists its subcommands in groups. */
public interface CommandGroups {
  /** Returns the groups in the order of the help. */
  List<CommandGroup> groups();
}
