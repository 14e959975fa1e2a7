package io.assetota.cli.fleet;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Facts;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Where a server is, and how to reach it. */
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
    initialPassword.ifPresent(p -> facts.with("password", p + ", which is not told again"));
    restored.ifPresent(n -> facts.with("restored", "releases from bundles: " + n));
    facts
        .with("data", data)
        .with(
            "devices",
            "asset-ota agent --home DIR --server " + url + " --device NAME --gateway-token TOKEN");
    if (token.isEmpty()) {
      facts.with("tokens", "those made in the console, under Settings; or --token");
    }
    console.line("The update server runs; Ctrl-C ends it.");
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
