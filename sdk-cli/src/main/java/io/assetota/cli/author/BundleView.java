package io.assetota.cli.author;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.Facts;
import io.assetota.cli.output.FilesView;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.EntryKind;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.AssetLimits;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.module.EnvironmentVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything about a bundle.
 *
 * @param file the bundle
 * @param size its length in bytes
 * @param entries its entries; none if its directory can't be read
 * @param verdict what verifying it found
 * @param listing whether each file of the application is listed
 */
record BundleView(
    Path file, long size, List<BundleEntry> entries, BundleReport verdict, Listing listing)
    implements Report {
  /** What is listed. */
  enum Listing {
    /** The number of the application's files, and their size. */
    SUMMARY,
    /** Each of them. */
    FILES
  }

  static BundleView of(Path file, BundleLimits limits, Listing listing) throws IOException {
    return new BundleView(
        file,
        Files.size(file),
        entries(file, limits),
        Bundle.verify(file, VerifyOptions.DEFAULT.withLimits(limits)),
        listing);
  }

  private static List<BundleEntry> entries(Path file, BundleLimits limits) throws IOException {
    try (Bundle bundle = Bundle.open(file, limits)) {
      return bundle.entries();
    } catch (AssetException e) {
      return List.of(); // The verdict says why.
    }
  }

  @Override
  public boolean isGood() {
    return verdict.isValid();
  }

  @Override
  public void print(Console console) {
    console.line(
        console.style(Style.STRONG, Printable.line(file + ": ") + "bundle, " + Sizes.bytes(size)));
    printEntries(console);
    verdict.contents().ifPresent(c -> printContents(console, c, listing));
    console.line("");
    new Verdict(file, verdict).print(console);
  }

  private void printEntries(Console console) {
    Table table = new Table("Offset", "Entry", "What", "Packing", "Size", "Packed", "CRC-32");
    for (BundleEntry e : entries) {
      if (e.kind() == EntryKind.FILE && listing == Listing.SUMMARY) {
        continue; // There may be thousands.
      }
      table.row(
          e.range().start(),
          e.name(),
          JsonObject.constant(e.kind()),
          JsonObject.constant(e.method()),
          e.size(),
          e.packedSize(),
          String.format("%08x", e.crc32()));
    }
    if (!entries.isEmpty()) {
      console.heading("Entries");
      table.print(console);
    }
  }

  private static void printContents(Console console, BundleContents contents, Listing listing) {
    console.heading("Application " + Printable.line(contents.applicationName()));
    ModuleView.of(contents.application()).print(console);
    if (contents.manifest().isPresent()) {
      console.heading("Files");
      console.line("  " + FilesView.summary(contents.manifest().get()));
      if (listing == Listing.FILES) {
        FilesView.table(contents.manifest().get()).print(console);
      }
    }
    if (!contents.assets().isEmpty()) {
      console.heading("Assets");
      Table table = new Table("Name", "Size", "Module", "Storage", "SHA-256");
      for (BundledAsset a : contents.assets()) {
        table.row(a.name(), a.size(), a.moduleSize(), a.storageSize(), a.asset().hash());
      }
      table.print(console);
    }
    contents
        .limits()
        .ifPresent(
            l -> {
              console.heading("Storage of " + l.platform());
              console.line("  " + Sizes.used(l.total(), l.limits()));
            });
    contents
        .environment()
        .ifPresent(
            e -> {
              console.heading("Environment");
              Facts facts = new Facts();
              e.variables().forEach(facts::with);
              facts.print(console);
            });
  }

  @Override
  public JsonObject toJson() {
    return new Verdict(file, verdict)
        .toJson()
        .with("kind", "bundle")
        .with("size", size)
        .with("entries", entries.stream().map(BundleView::entryJson).toList())
        .with(
            "application",
            verdict
                .contents()
                .map(
                    c -> ModuleView.of(c.application()).toJson().with("name", c.applicationName())))
        .with(
            "assets",
            verdict.contents().map(BundleContents::assets).orElse(List.of()).stream()
                .map(Fragments::assetJson)
                .toList())
        .with("files", verdict.contents().flatMap(c -> c.manifest().map(m -> files(m, c.files()))))
        .with(
            "environment",
            verdict.contents().flatMap(BundleContents::environment).map(BundleView::variables))
        .with(
            "storage", verdict.contents().flatMap(BundleContents::limits).map(BundleView::storage));
  }

  private JsonObject files(ApplicationManifest manifest, List<BundledAsset> contents) {
    JsonObject json = FilesView.json(manifest, contents);
    return listing == Listing.FILES ? json.with("list", FilesView.list(manifest)) : json;
  }

  private static JsonObject entryJson(BundleEntry entry) {
    return new JsonObject()
        .with("name", entry.name())
        .with("kind", entry.kind())
        .with("method", entry.method())
        .with("offset", entry.range().start())
        .with("length", entry.range().length())
        .with("size", entry.size())
        .with("packedSize", entry.packedSize())
        .with("crc32", String.format("%08x", entry.crc32()));
  }

  static JsonObject storage(AssetLimits limits) {
    return Fragments.storageJson(limits.total(), limits.limits());
  }

  static JsonObject variables(EnvironmentVariables environment) {
    JsonObject json = new JsonObject();
    environment.variables().forEach(json::with);
    return json;
  }
}
