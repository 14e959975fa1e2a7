package io.assetota.cli;

import io.assetota.bundle.BundleContents;
import io.assetota.bundle.BundleReport;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Printable;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import java.nio.file.Path;

/**
 * Whether a bundle may be used, and why not.
 *
 * @param file the bundle
 * @param report what verifying it found
 */
record Verdict(Path file, BundleReport report) implements Report {
  @Override
  public boolean isGood() {
    return report.isValid();
  }

  @Override
  public void print(Console console) {
    String name = Printable.line(file.toString());
    if (isGood()) {
      console.line(
          console.style(Style.GOOD, "valid")
              + " "
              + name
              + report.contents().map(Verdict::summary).orElse(""));
    } else {
      console.line(
          console.style(Style.BAD, "not valid")
              + " "
              + name
              + ", "
              + Sizes.count(report.problems().size(), "problem"));
      report.problems().forEach(p -> console.line("  " + Printable.line(p.toString())));
    }
    report.warnings().forEach(w -> console.warn(w.toString()));
  }

  private static String summary(BundleContents contents) {
    return ": "
        + Sizes.count(contents.assets().size(), "asset")
        + " for "
        + Fragments.platform(contents.application().prefix().platformId());
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("file", file)
        .with("valid", isGood())
        .with("problems", report.problems().stream().map(Fragments::problemJson).toList())
        .with("warnings", report.warnings().stream().map(Fragments::warningJson).toList());
  }
}
