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

/** Creates a signing key. */
@Command(
    name = "keygen",
    description = {
      "Creates an Ed25519 key pair to sign releases and keyrings: a private key, which you keep,"
          + " and a public key.",
      "Existing files are never replaced: a lost key can't be recreated."
    },
    footer = {"  asset-ota keygen", "  asset-ota keygen -o keys/alice.key"})
final class KeygenCommand extends ReportingCommand {
  private static final String PRIVATE = ".key";
  private static final String PUBLIC = ".pub";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.key",
      description =
          "The file for the private key; FILE.pub gets the public key. Default: release.key.")
  Path output = Path.of("release" + PRIVATE);

  KeygenCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    Path publicFile = publicFile();
    if (Files.exists(publicFile)) {
      throw new AssetException(
          publicFile + " already exists, and keys are never overwritten: choose another name");
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
      console.line("Created key " + keyId);
      new Facts()
          .with("private key", file + ": keep it secret and safe")
          .with("public key", publicFile + ": for devices, and for everybody who verifies")
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
