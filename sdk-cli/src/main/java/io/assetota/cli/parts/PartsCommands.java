package io.assetota.cli.parts;

import io.assetota.cli.command.CommandGroup;

/**
 * The commands for the parts of a board: coprocessors, displays, sound. A new one gets its line
 * here.
 */
public final class PartsCommands {
  private PartsCommands() {}

  /** Returns the commands in the order of the help. */
  public static CommandGroup group() {
    return CommandGroup.of("Parts of a board")
        .with("flash-stm32", FlashStm32Command::new)
        .with("flash-avr", FlashAvrCommand::new)
        .with("flash-smp", FlashSmpCommand::new)
        .with("flash-xmodem", FlashXmodemCommand::new)
        .with("emulate", EmulateCommand::new)
        .with("image", ImageCommand::new)
        .with("panel-test", PanelTestCommand::new)
        .with("play", PlayCommand::new);
  }
}
