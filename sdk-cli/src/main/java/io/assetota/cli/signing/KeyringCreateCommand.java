package io.assetota.cli.signing;

import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.SignedKeyring;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates the first keyring of a product. */
@Command(
    name = "create",
    description = {
      "Creates the first keyring of a product, to be installed on its devices.",
      "Its own keys must sign it, which proves that they are usable."
    },
    footer = {
      "  asset-ota keyring create --product kiosk --key release.pub \\",
      "      --sign-with release.key",
      "  asset-ota keyring create --product kiosk --key build.pub \\",
      "      --keyring-key a.pub --keyring-key b.pub --keyring-threshold 2 \\",
      "      --sign-with a.key"
    })
final class KeyringCreateCommand extends KeyringMakingCommand {
  @Option(
      names = "--product",
      paramLabel = "NAME",
      required = true,
      description = "The product: letters, digits, dots, dashes and underscores.")
  String product = "";

  KeyringCreateCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (keys.isEmpty()) {
      throw wrongUsage(
          "no release keys given: name the public keys that may sign releases with --key");
    }
    KeyRole releases = role(null, keys, threshold);
    KeyRole keyrings =
        keyringKeys.isEmpty()
            ? role(releases, keyringKeys, keyringThreshold)
            : role(null, keyringKeys, keyringThreshold);
    Keyring keyring;
    try {
      keyring = new Keyring(product, 1, expiry(), keyrings, releases);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    OutputFile target = target(keyring);
    SignedKeyring signed = signed(keyring);
    return KeyringReport.write(target, signed, Optional.empty());
  }
}
