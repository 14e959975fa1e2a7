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

/** Runs an update server until somebody ends it. */
@Command(
    name = "serve",
    description = {
      "Runs an update server for one machine, a lab or a small fleet, until Ctrl-C.",
      "Devices speak hawkBit's device protocol with it; people look at its console with a browser."
    },
    footer = {
      "  asset-ota serve --data /var/lib/updates",
      "  asset-ota serve --data updates --host 0.0.0.0 --tls server.p12 \\",
      "      --tls-password-file password",
      "  asset-ota serve @serve.options        options from a file, which hides tokens"
    })
final class ServeCommand extends Subcommand {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where it keeps everything. It is made if there is none.")
  Path data = Path.of("");

  @Option(
      names = "--restore",
      description = {
        "Take in the bundles of a folder whose database is lost, as releases.",
        "Devices come back at their polls; tokens and rollouts are to be made anew."
      })
  boolean restore;

  @Option(names = "--port", paramLabel = "N", description = "Usually 8080; 0 for any free one.")
  int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "The address to listen on. Usually 127.0.0.1; 0.0.0.0 for all.")
  String host = "127.0.0.1";

  @Option(
      names = "--token",
      paramLabel = "T",
      description = {
        "A gateway token: lets any device in that shows it. Usually those of earlier starts, and of"
            + " the console."
      })
  @Nullable String token;

  @Option(
      names = "--operator-token",
      paramLabel = "T",
      description = "A token for programs that use the API.")
  @Nullable String operatorToken;

  @Option(
      names = "--admin-password-file",
      paramLabel = "FILE",
      description = "A file with the console's password. Usually the first start makes one up.")
  @Nullable Path adminPassword;

  @Option(
      names = "--reset-password",
      description = "Make up a new password for the console, and tell it. All log in anew then.")
  boolean resetPassword;

  @Option(
      names = "--tls",
      paramLabel = "FILE.p12",
      description = "Use TLS, with the key and certificates of this key store.")
  @Nullable Path keyStore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "A file with the key store's password.")
  @Nullable Path keyStorePassword;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Where devices find it, if that is not where it listens: behind a proxy.")
  @Nullable URI publicUrl;

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "How often devices ask. Usually 5m.")
  @Nullable Duration poll;

  @Option(
      names = "--max-bundle",
      paramLabel = "SIZE",
      converter = SizeOption.class,
      description =
          "The largest file that it takes for a bundle. Usually what --max-content needs.")
  @Nullable Long maxBundle;

  @Mixin LimitsOption size = new LimitsOption();

  @Option(
      names = "--json",
      order = 99,
      description = "Tell as JSON where it is, and then in a line for each update how it ended.")
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
            "without TLS, all who see the network traffic see tokens and passwords: give it a key"
                + " store with --tls, or put it behind a proxy and say so with --public-url");
      }
      return serve(builder.whenEnded(output::tell), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Who runs this as a part of something ends it so.
      return DONE;
    }
  }

  private int serve(UpdateServerBuilder builder, ServeOutput output)
      throws IOException, InterruptedException {
    try (UpdateServer server = builder.start()) {
      // Stays: to take it back fails while Ctrl-C is being served, and closing twice is harmless.
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
            "the server ended itself after "
                + failure.get()
                + ", which its log shows: start it anew",
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
      throw wrongUsage("--tls-password-file is for the key store of --tls");
    }
    if (port < 0 || port > 65535) {
      throw wrongUsage("--port is 0 to 65535, not " + port);
    }
    if (resetPassword && adminPassword != null) {
      throw wrongUsage("--reset-password makes one up: leave --admin-password-file out");
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
      return true; // It can't be listened on either, and the server says so.
    }
  }
}
