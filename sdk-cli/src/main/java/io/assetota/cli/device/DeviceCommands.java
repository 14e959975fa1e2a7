package io.assetota.cli.device;

import io.assetota.cli.command.CommandGroup;

/** The commands that run on a device. A new one gets its line here. */
public final class DeviceCommands {
  private DeviceCommands() {}

  /** Returns the commands in the order of the help. */
  public static CommandGroup group() {
    return CommandGroup.of("Devices")
        .with("flash", FlashCommand::new)
        .with("device", DeviceCommand::new)
        .with("agent", AgentCommand::new)
        .with("run", RunCommand::new);
  }
}
