package io.assetota.cli.device;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.application.FileContent;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.install.InstallPlan.PlannedAsset;
import io.assetota.core.model.Printable;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.UpdateResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an installation did, or would do with {@code --dry-run}.
 *
 * @param home the device folder
 * @param plan what happens to each asset
 * @param moved bytes of the bundle that were transferred; or that would be, without its directory
 * @param dryRun whether nothing was changed
 * @param onTrial whether the application must be confirmed
 */
record FlashReport(Path home, UpdatePlan plan, long moved, boolean dryRun, boolean onTrial)
    implements Report {
  static FlashReport planned(Path home, UpdatePlan plan) {
    return new FlashReport(home, plan, plan.bytesToFetch(), true, false);
  }

  static FlashReport done(Path home, UpdateResult result) {
    boolean onTrial = result.outcome() == UpdateResult.Outcome.ON_TRIAL;
    return new FlashReport(home, result.plan(), result.bytesFetched(), false, onTrial);
  }

  @Override
  public void print(Console console) {
    InstalledApplication application = plan.application();
    console.line(
        "Application for "
            + Fragments.platform(application.prefix().platformId())
            + application.product().map(p -> ", " + Fragments.product(p)).orElse("")
            + ", "
            + Sizes.bytes(application.length()));
    Table table = new Table("Asset", "State", "Transferred", "SHA-256");
    Map<String, Long> movedBytes = movedBytes();
    for (PlannedAsset a : plan.install().assets()) {
      table.row(
          a.asset().name(),
          JsonObject.constant(a.change()),
          movedBytes.getOrDefault(a.asset().name(), 0L),
          a.asset().hash().abbreviated());
    }
    table.print(console);
    plan.install().dropped().stream()
        .filter(a -> !FileContent.is(a))
        .forEach(a -> console.line(Printable.line("Removed, as no longer used: " + a)));
    int movedAssets = plan.assetsToFetch();
    int assets = plan.install().assets().size();
    if (!plan.install().files().isEmpty()) {
      console.line(
          "Files: "
              + plan.filesToFetch()
              + " of "
              + Sizes.count(plan.install().files().size(), "content")
              + (dryRun ? " to transfer." : " transferred."));
    }
    console.line(
        (dryRun ? "Would transfer " : console.style(Style.GOOD, "Installed. ") + "Transferred ")
            + movedAssets
            + " of "
            + Sizes.count(assets, "asset")
            + (plan.applicationBytes() > 0 ? " and the application, " : ", ")
            + Sizes.bytes(moved)
            + " of a bundle of "
            + Sizes.bytes(plan.bundleSize())
            + ".");
    console.line(
        "Asset storage: "
            + Sizes.used(plan.install().storageUsed(), plan.install().limits())
            + ".");
    if (onTrial) {
      console.line(
          Printable.line(
              "On trial: if it works, run 'asset-ota device --home "
                  + home
                  + " --confirm'; otherwise the previous application comes back."));
    }
  }

  private Map<String, Long> movedBytes() {
    return plan.fetches().stream()
        .collect(Collectors.toMap(f -> f.asset().asset().name(), UpdatePlan.Fetch::missing));
  }

  @Override
  public JsonObject toJson() {
    Map<String, Long> movedBytes = movedBytes();
    return new JsonObject()
        .with("home", home)
        .with("dryRun", dryRun)
        .with("onTrial", onTrial)
        .with("application", DeviceJson.application(plan.application()))
        .with(
            "assets",
            plan.install().assets().stream()
                .map(
                    a ->
                        Fragments.assetJson(a.asset())
                            .with("state", a.change())
                            .with("moduleSize", a.moduleLength())
                            .with("bytesMoved", movedBytes.getOrDefault(a.asset().name(), 0L)))
                .toList())
        .with(
            "files",
            new JsonObject()
                .with("count", plan.install().files().size())
                .with("moved", plan.filesToFetch()))
        .with(
            "dropped",
            plan.install().dropped().stream()
                .filter(a -> !FileContent.is(a))
                .map(Fragments::assetJson)
                .toList())
        .with("bytesMoved", moved)
        .with("bundleSize", plan.bundleSize())
        .with(
            "storage",
            Fragments.storageJson(plan.install().storageUsed(), plan.install().limits()));
  }
}
