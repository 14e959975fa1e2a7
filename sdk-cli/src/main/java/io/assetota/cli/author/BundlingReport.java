package io.assetota.cli.author;

import io.assetota.bundle.BundleResult;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.FilesView;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import java.nio.file.Path;

/**
 * What a bundle contains, and how much storage its assets need on a device.
 *
 * @param result the bundle that was built
 * @param file where it is, or would be without {@code --dry-run}
 * @param dryRun whether the bundle was discarded
 */
record BundlingReport(BundleResult result, Path file, boolean dryRun) implements Report {
  @Override
  public void print(Console console) {
    BundleContents contents = result.contents();
    FirmwareModule application = contents.application();
    result.warnings().forEach(w -> console.warn(w.toString()));
    console.line(
        "Bundling "
            + Printable.line(contents.applicationName())
            + " for "
            + Fragments.platform(application.prefix().platformId()));
    console.heading("Including:");
    Table table = new Table("Name", "Size", "Compressed", "Storage", "SHA-256");
    for (BundledAsset a : contents.assets()) {
      table.row(
          a.name(), a.size(), a.packedSize(), a.storageSize(), a.asset().hash().abbreviated());
    }
    table.print(console);
    contents.manifest().ifPresent(m -> console.line("Files: " + FilesView.summary(m) + "."));
    console.line("");
    contents
        .environment()
        .ifPresent(
            e ->
                console.line(
                    "Environment: " + Sizes.count(e.variables().size(), "variable") + "."));
    contents
        .limits()
        .ifPresent(l -> console.line("Asset storage: " + Sizes.used(l.total(), l.limits()) + "."));
    console.line(
        (dryRun ? "Would save bundle to " : console.style(Style.GOOD, "Saved bundle to "))
            + Printable.line(file.toString())
            + " ("
            + Sizes.bytes(result.fileSize())
            + ")");
  }

  @Override
  public JsonObject toJson() {
    BundleContents contents = result.contents();
    return new JsonObject()
        .with("file", file)
        .with("dryRun", dryRun)
        .with("size", result.fileSize())
        .with(
            "application",
            new JsonObject()
                .with("name", contents.applicationName())
                .with("length", contents.application().length())
                .with("sha256", contents.application().id()))
        .with("platform", Fragments.platformJson(contents.application().prefix().platformId()))
        .with("assets", contents.assets().stream().map(Fragments::assetJson).toList())
        .with("files", contents.manifest().map(m -> FilesView.json(m, contents.files())))
        .with("environment", contents.environment().map(BundleView::variables))
        .with("storage", contents.limits().map(BundleView::storage))
        .with("warnings", result.warnings().stream().map(Fragments::warningJson).toList());
  }
}
