package io.assetota.cli.signing;

import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.SignedKeyring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Creates the successor of a keyring. */
@Command(
    name = "rotate",
    description = {
      "Creates the next version of a keyring, with other keys, thresholds or expiry.",
      "What you don't give stays as it was; keys that had both roles keep both. The keyring keys of"
          + " the previous keyring must sign it, and its own."
    },
    footer = {
      "  asset-ota keyring rotate keyring-1.json --key new.pub \\",
      "      --sign-with old.key --sign-with new.key",
      "  asset-ota sign release.zip --key new.key --keyring keyring-2.json"
    })
final class KeyringRotateCommand extends KeyringMakingCommand {
  @Parameters(paramLabel = "KEYRING", description = "The previous keyring.")
  Path previous = Path.of("");

  KeyringRotateCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    Keyring before = KeyFiles.loadKeyring(previous);
    KeyRole releases = role(before.releaseRole(), keys, threshold);
    boolean shared = before.keyringRole().equals(before.releaseRole());
    KeyRole keyrings =
        role(shared ? releases : before.keyringRole(), keyringKeys, keyringThreshold);
    Keyring keyring;
    try {
      keyring = before.next(expiry(), keyrings, releases);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    OutputFile target = target(keyring);
    SignedKeyring signed = signed(keyring);
    return KeyringReport.write(target, signed, Optional.of(before));
  }
}
