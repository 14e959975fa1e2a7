package io.assetota.cli.signing;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.output.Console;
import java.util.List;
import picocli.CommandLine.Command;

/** Groups the commands for keyrings. */
@Command(
    name = "keyring",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Creates, changes and shows keyrings. A keyring says which keys the devices of a product"
          + " trust, and how many of them must sign.",
      "Install the first one when you set up a device. Later ones travel in bundles, signed by the"
          + " keys of the previous one."
    },
    footer = {
      "  asset-ota keyring create --product kiosk --key release.pub \\",
      "      --sign-with release.key",
      "  asset-ota keyring rotate keyring-1.json --key new.pub \\",
      "      --sign-with release.key --sign-with new.key",
      "  asset-ota keyring show keyring-2.json --after keyring-1.json"
    })
final class KeyringCommand extends Subcommand {
  KeyringCommand(Console console) {
    super(console);
  }

  @Override
  public List<Subcommand> children() {
    return List.of(
        new KeyringCreateCommand(console),
        new KeyringRotateCommand(console),
        new KeyringSignCommand(console),
        new KeyringShowCommand(console));
  }

  @Override
  public Integer call() {
    throw missingCommand(spec);
  }
}
