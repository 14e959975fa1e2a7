package io.assetota.cli.fleet;

import io.assetota.cli.command.CommandGroup;
import io.assetota.cli.operate.FleetCommand;
import io.assetota.cli.operate.OperatorCommand;

/** The commands that reach devices through an update server. A new one gets its line here. */
public final class FleetCommands {
  private FleetCommands() {}

  /** Returns the commands in the order of the help. */
  public static CommandGroup group() {
    return CommandGroup.of("Update servers")
        .with("serve", ServeCommand::new)
        .with("rollout", RolloutCommand::new)
        .with("fleet", FleetCommand::new)
        .with("operator", OperatorCommand::new)
        .with("publish", PublishCommand::new)
        .with("migrate", MigrateCommand::new);
  }
}
