package io.assetota.cli.fleet;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.SecretFile;
import io.assetota.cli.option.DurationOption;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.option.SizeOption;
import io.assetota.cli.output.Console;
import io.assetota.core.model.AssetException;
import io.assetota.server.UpdateServer;
import io.assetota.server.UpdateServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an update server until it is stopped. */
@Command(
    name = "serve",
    description = {
      "Runs an update server for a lab or a small fleet, until Ctrl-C.",
      "Devices use hawkBit's device protocol; people use the console in a browser."
    },
    footer = {
      "  asset-ota serve --data /var/lib/updates",
      "  asset-ota serve --data updates --host 0.0.0.0 --tls server.p12 \\",
      "      --tls-password-file password",
      "  asset-ota serve @serve.options        options in a file, which hides tokens"
    })
final class ServeCommand extends Subcommand {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The folder for all data; created if it does not exist.")
  Path data = Path.of("");

  @Option(
      names = "--restore",
      description = {
        "Recreate the releases from the bundles in the folder, after the database was lost.",
        "Devices appear again when they poll; tokens and rollouts must be created again."
      })
  boolean restore;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on; 0 for any free port. Default: 8080.")
  int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "The address to listen on; 0.0.0.0 for all. Default: 127.0.0.1.")
  String host = "127.0.0.1";

  @Option(
      names = "--token",
      paramLabel = "T",
      description = {
        "A gateway token, which admits every device that has it. Default: those of earlier starts"
            + " and of the console."
      })
  @Nullable String token;

  @Option(
      names = "--operator-token",
      paramLabel = "T",
      description = "An operator token, for programs that use the API.")
  @Nullable String operatorToken;

  @Option(
      names = "--admin-password-file",
      paramLabel = "FILE",
      description = "A file with the console's password. Default: generated at the first start.")
  @Nullable Path adminPassword;

  @Option(
      names = "--metrics-token-file",
      paramLabel = "FILE",
      description = {
        "A file with the token that opens /metrics, for Prometheus.",
        "Default: none; then only programs on this machine can read /metrics."
      })
  @Nullable Path metricsToken;

  @Option(
      names = "--reset-password",
      description = "Generate and print a new console password; everybody must log in again.")
  boolean resetPassword;

  @Option(
      names = "--tls",
      paramLabel = "FILE.p12",
      description = "Use TLS with the key and the certificates in this key store.")
  @Nullable Path keyStore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "A file with the password of the key store.")
  @Nullable Path keyStorePassword;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "The server's address for devices, if a proxy is in front of it.")
  @Nullable URI publicUrl;

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How often devices poll. Default: 5m.")
  @Nullable Duration poll;

  @Option(
      names = "--max-bundle",
      paramLabel = "SIZE",
      converter = SizeOption.class,
      description = "Maximum size of an uploaded bundle file. Default: what --max-content needs.")
  @Nullable Long maxBundle;

  @Mixin LimitsOption size = new LimitsOption();

  @Option(
      names = "--json",
      order = 99,
      description = "Print the address as JSON, and then one line for each finished update.")
  boolean json;

  ServeCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    UpdateServerBuilder builder = builder();
    try (ServeOutput output = json ? ServeOutput.asJson(console) : ServeOutput.asText(console)) {
      if (keyStore == null && !isBehindTls() && !isLoopback()) {
        output.warn(
            "without TLS, tokens and passwords can be read on the network: give a key store with"
                + " --tls, or use a proxy with TLS and give its address with --public-url");
      }
      return serve(builder.whenEnded(output::tell), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // A program that embeds the server ends it like this.
      return DONE;
    }
  }

  private int serve(UpdateServerBuilder builder, ServeOutput output)
      throws IOException, InterruptedException {
    try (UpdateServer server = builder.start()) {
      // The hook stays: removing it fails during shutdown, and closing twice is harmless.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, output), "close server"));
      output.tell(
          new ServeReport(
              server.url(),
              data,
              server.initialPassword(),
              Optional.ofNullable(token),
              restore ? OptionalInt.of(server.restoredReleases().size()) : OptionalInt.empty()));
      Optional<Error> failure = server.awaitEnd();
      if (failure.isPresent()) {
        throw new AssetException(
            "the server stopped after " + failure.get() + ", which its log shows: restart it",
            failure.get());
      }
    }
    return DONE;
  }

  private static void close(UpdateServer server, ServeOutput output) {
    server.close();
    output.close();
  }

  private UpdateServerBuilder builder() throws IOException {
    if (keyStore == null && keyStorePassword != null) {
      throw wrongUsage("--tls-password-file needs --tls");
    }
    if (port < 0 || port > 65535) {
      throw wrongUsage("--port must be 0 to 65535, not " + port);
    }
    if (resetPassword && adminPassword != null) {
      throw wrongUsage(
          "--reset-password and --admin-password-file exclude each other: give only one");
    }
    UpdateServerBuilder builder =
        UpdateServer.builder(data).host(host).port(port).limits(size.limits());
    if (resetPassword) {
      builder.resetPassword();
    }
    set("--token", token, builder::gatewayToken);
    set("--operator-token", operatorToken, builder::operatorToken);
    set("--public-url", publicUrl, builder::publicUrl);
    set("--poll", poll, builder::pollingInterval);
    set("--max-bundle", maxBundle, builder::maxBundleSize);
    if (restore) {
      builder.restoreReleases();
    }
    if (adminPassword != null) {
      set("--admin-password-file", SecretFile.read(adminPassword), builder::adminPassword);
    }
    if (metricsToken != null) {
      set("--metrics-token-file", SecretFile.read(metricsToken), builder::metricsToken);
    }
    if (keyStore != null) {
      new InputFile(keyStore).requireFile();
      builder.tls(keyStore, keyStorePassword == null ? "" : SecretFile.read(keyStorePassword));
    }
    return builder;
  }

  private <T> void set(String option, @Nullable T value, Consumer<T> setter) {
    if (value != null) {
      try {
        setter.accept(value);
      } catch (IllegalArgumentException e) {
        throw wrongUsage(option + ": " + e.getMessage());
      }
    }
  }

  private boolean isBehindTls() {
    return publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true; // The server can't listen there either, and reports it.
    }
  }
}
