package io.assetota.cli.signing;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Facts;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.release.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a key to sign with. */
@Command(
    name = "keygen",
    description = {
      "Makes an Ed25519 key to sign releases and keyrings with: a file that stays with you, and one"
          + " with its public half.",
      "Neither replaces a file: a key that is gone can't be made again."
    },
    footer = {"  asset-ota keygen", "  asset-ota keygen -o keys/alice.key"})
final class KeygenCommand extends ReportingCommand {
  private static final String PRIVATE = ".key";
  private static final String PUBLIC = ".pub";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.key",
      description = "Where the key goes, with FILE.pub beside it. Usually release.key.")
  Path output = Path.of("release" + PRIVATE);

  KeygenCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    Path publicFile = publicFile();
    if (Files.exists(publicFile)) {
      throw new AssetException(
          "there is a file " + publicFile + " already, and a key is never overwritten");
    }
    SigningKey key = SigningKey.generate(new SecureRandom());
    key.writeTo(output);
    key.publicKey().writeTo(publicFile);
    return new Generated(output, publicFile, key.publicKey().id());
  }

  private Path publicFile() {
    String name = String.valueOf(output.getFileName());
    String base =
        name.endsWith(PRIVATE) ? name.substring(0, name.length() - PRIVATE.length()) : name;
    return output.resolveSibling(base + PUBLIC);
  }

  private record Generated(Path file, Path publicFile, String keyId) implements Report {
    @Override
    public void print(Console console) {
      console.line("Made key " + keyId);
      new Facts()
          .with("private half", file + ": keep it safe and to yourself")
          .with("public half", publicFile + ": for devices, and for all who verify")
          .print(console);
      console.line("");
      console.line(
          Printable.line(
              "Sign a bundle:   asset-ota sign BUNDLE.zip --key " + file + " --product NAME"));
      console.line(
          Printable.line(
              "For devices:     asset-ota keyring create --product NAME --key "
                  + publicFile
                  + " --sign-with "
                  + file));
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("file", file)
          .with("publicFile", publicFile)
          .with("keyId", keyId);
    }
  }
}
