package io.assetota.cli.author;

import io.assetota.cli.command.CommandGroup;

/** The commands that make and look at bundles. A new one gets its line here. */
public final class AuthorCommands {
  private AuthorCommands() {}

  /** Returns the commands in the order of the help. */
  public static CommandGroup group() {
    return CommandGroup.of("Bundles")
        .with("bundle", BundleCommand::new)
        .with("inspect", InspectCommand::new)
        .with("verify", VerifyCommand::new)
        .with("unpack", UnpackCommand::new)
        .with("assets", AssetsCommand::new)
        .with("wrap", WrapCommand::new)
        .with("unwrap", UnwrapCommand::new);
  }
}
