package io.assetota.cli.operate;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.SecretFile;
import io.assetota.cli.option.AddressOption;
import io.assetota.cli.option.WebOptions;
import io.assetota.core.files.SecretText;
import io.assetota.ota.operator.OperatorApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which update server to talk to, and as which operator. */
public final class OperatorOptions {
  /** The environment variable for the token. */
  public static final String TOKEN = "ASSET_OTA_OPERATOR_TOKEN";

  @Option(
      names = "--server",
      paramLabel = "URL",
      required = true,
      converter = AddressOption.class,
      description = "The address of the server's console.")
  URI server = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "T",
      description = {
        "The token of an operator. Other users of this machine can see command lines:",
        "better put it into a file, or into the environment variable " + TOKEN + "."
      })
  @Nullable String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file that contains only the token of the operator.")
  @Nullable Path tokenFile;

  @Mixin WebOptions web = new WebOptions();

  /** Returns the address of the server. */
  public URI server() {
    return server;
  }

  /** Makes the client; nothing is sent yet. */
  public OperatorApi open(Subcommand command) throws IOException {
    String secret =
        SecretText.requireToken(SecretFile.choose(command, "--token", token, tokenFile, TOKEN));
    return new OperatorApi(web.read(), server, secret);
  }
}
