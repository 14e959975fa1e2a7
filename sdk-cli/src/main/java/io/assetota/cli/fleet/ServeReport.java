package io.assetota.cli.fleet;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Facts;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Where a server listens, and how to use it. */
record ServeReport(
    URI url,
    Path data,
    Optional<String> initialPassword,
    Optional<String> token,
    OptionalInt restored)
    implements Report {
  @Override
  public void print(Console console) {
    Facts facts = new Facts().with("console", url + ", user admin");
    initialPassword.ifPresent(p -> facts.with("password", p + " (shown only once)"));
    restored.ifPresent(n -> facts.with("restored", n + " releases from bundles"));
    facts
        .with("data", data)
        .with(
            "devices",
            "asset-ota agent --home DIR --server " + url + " --device NAME --gateway-token TOKEN");
    if (token.isEmpty()) {
      facts.with("tokens", "create them in the console, under Settings; or give --token");
    }
    console.line("The update server is running; Ctrl-C stops it.");
    facts.print(console);
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("url", url)
        .with("data", data)
        .with("initialPassword", initialPassword)
        .with(
            "restoredReleases",
            restored.isPresent() ? Optional.of(restored.getAsInt()) : Optional.<Integer>empty());
  }
}
