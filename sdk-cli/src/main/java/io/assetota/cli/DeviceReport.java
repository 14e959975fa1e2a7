package io.assetota.cli;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.Facts;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Printable;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.Asset;
import io.assetota.core.AssetReference;
import io.assetota.core.ConsumerState;
import io.assetota.core.DeviceStatus;
import io.assetota.core.HandlerResult;
import io.assetota.core.InstallationRecord;
import io.assetota.core.InstalledApplication;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a device has.
 *
 * @param home the device folder
 * @param status what is there
 */
record DeviceReport(Path home, DeviceStatus status) implements Report {
  @Override
  public void print(Console console) {
    console.line(console.style(Style.STRONG, Printable.line("Device " + home)));
    Facts facts =
        new Facts()
            .with(
                "Platform",
                status.platform().map(Object::toString).orElse("not known before an application"))
            .with("Application", status.application().map(this::application).orElse("none"))
            .with("Asset storage", Sizes.used(status.storageUsed(), status.limits()));
    if (!status.missing().isEmpty()) {
      facts.with("State", "safe mode: assets are missing, flash again", Style.BAD);
    } else if (!status.available().isEmpty()) {
      facts.with("State", state());
    }
    status.lastInstallation().ifPresent(i -> facts.with("Last update", installation(i)));
    facts.print(console);
    printAssets(console);
    printHandlers(console);
  }

  private String application(InstalledApplication application) {
    return application.product().map(p -> Fragments.product(p) + ", ").orElse("")
        + Sizes.bytes(application.length())
        + ", requires "
        + Sizes.count(application.assets().size(), "asset")
        + " ("
        + application.sha256().abbreviated()
        + ")";
  }

  private String state() {
    return status.consumerState() == ConsumerState.HANDLED
        ? "the application has handled its assets"
        : "assets wait for the application's next start";
  }

  private static String installation(InstallationRecord last) {
    return last.at().truncatedTo(ChronoUnit.SECONDS)
        + ": "
        + last.moved()
        + " moved ("
        + Sizes.bytes(last.bytesStored())
        + "), "
        + last.kept()
        + " kept";
  }

  private void printAssets(Console console) {
    Table table = new Table("Asset", "State", "Size", "Storage", "SHA-256");
    status.available().forEach(a -> row(table, a, "available"));
    status.missing().forEach(a -> table.row(a.name(), "missing", 0, 0, a.hash().abbreviated()));
    status.unused().forEach(a -> row(table, a, "unused"));
    if (!table.isEmpty()) {
      console.line("");
      table.print(console);
    }
  }

  private static void row(Table table, Asset asset, String state) {
    table.row(asset.name(), state, asset.size(), asset.storageSize(), asset.hash().abbreviated());
  }

  private void printHandlers(Console console) {
    Table table = new Table("Handler", "Asset", "Result", "Attempts", "When", "Message");
    for (HandlerResult r : status.handlerResults()) {
      table.row(
          r.route(),
          r.asset().name(),
          JsonObject.constant(r.outcome()),
          r.attempts(),
          r.at().truncatedTo(ChronoUnit.SECONDS),
          r.message());
    }
    if (!table.isEmpty()) {
      console.line("");
      table.print(console);
    }
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("home", home)
        .with("platform", status.platform().map(p -> Fragments.platformJson(p.id())))
        .with("application", status.application().map(DeviceReport::applicationJson))
        .with(
            "required",
            status.application().map(InstalledApplication::assets).orElse(List.of()).stream()
                .map(Fragments::assetJson)
                .toList())
        .with("available", status.available().stream().map(DeviceReport::assetJson).toList())
        .with("missing", status.missing().stream().map(Fragments::assetJson).toList())
        .with("unused", status.unused().stream().map(DeviceReport::assetJson).toList())
        .with("storage", Fragments.storageJson(status.storageUsed(), status.limits()))
        .with("consumer", status.consumerState())
        .with(
            "handlerResults",
            status.handlerResults().stream().map(DeviceReport::resultJson).toList())
        .with("lastInstallation", status.lastInstallation().map(DeviceReport::installationJson));
  }

  static JsonObject applicationJson(InstalledApplication application) {
    return new JsonObject()
        .with("sha256", application.sha256())
        .with("length", application.length())
        .with("platform", Fragments.platformJson(application.prefix().platformId()))
        .with("product", application.product().map(Fragments::productJson))
        .with("assets", application.assets().stream().map(AssetReference::name).toList());
  }

  private static JsonObject assetJson(Asset asset) {
    return Fragments.assetJson(asset.reference())
        .with("size", asset.size())
        .with("storageSize", asset.storageSize());
  }

  private static JsonObject resultJson(HandlerResult result) {
    return new JsonObject()
        .with("route", result.route())
        .with("asset", Fragments.assetJson(result.asset()))
        .with("outcome", result.outcome())
        .with("attempts", result.attempts())
        .with("at", result.at())
        .with("message", result.message());
  }

  private static JsonObject installationJson(InstallationRecord last) {
    return new JsonObject()
        .with("at", last.at())
        .with("application", last.application())
        .with("kept", last.kept())
        .with("moved", last.moved())
        .with("bytesStored", last.bytesStored());
  }
}
