package io.assetota.cli.signing;

import io.assetota.cli.command.CommandGroup;

/** The commands for keys, keyrings and signatures. A new one gets its line here. */
public final class SigningCommands {
  private SigningCommands() {}

  /** Returns the commands in the order of the help. */
  public static CommandGroup group() {
    return CommandGroup.of("Signatures")
        .with("sign", SignCommand::new)
        .with("keygen", KeygenCommand::new)
        .with("keyring", KeyringCommand::new);
  }
}
