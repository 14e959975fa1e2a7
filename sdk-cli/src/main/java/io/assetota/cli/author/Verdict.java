package io.assetota.cli.author;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.signing.KeyFiles;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.model.Printable;
import io.assetota.core.release.BundleAudit;
import io.assetota.core.release.TrustReport;
import io.assetota.core.release.TrustedKey;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a bundle is valid, and every problem if it is not.
 *
 * @param file the bundle
 * @param audit what verifying it found
 */
record Verdict(Path file, BundleAudit audit) implements Report {
  /** Creates the verdict on a bundle whose signatures were not checked. */
  Verdict(Path file, BundleReport report) {
    this(file, new BundleAudit(report, Optional.empty()));
  }

  @Override
  public boolean isGood() {
    return audit.isGood();
  }

  @Override
  public void print(Console console) {
    String name = Printable.line(file.toString());
    BundleReport report = audit.report();
    if (isGood()) {
      console.line(
          console.style(Style.GOOD, "valid")
              + " "
              + name
              + report.contents().map(Verdict::summary).orElse(""));
      audit.trust().ifPresent(t -> console.line("  " + signature(t)));
    } else {
      console.line(
          console.style(Style.BAD, "not valid")
              + " "
              + name
              + ", "
              + Sizes.count(audit.problems().size(), "problem"));
      audit.problems().forEach(p -> console.line("  " + Printable.line(p)));
    }
    if (Fragments.isTooMuchContent(report.problems())) {
      console.line("  " + Fragments.CONTENT_HINT);
    }
    report.warnings().forEach(w -> console.warn(w.toString()));
  }

  private static String summary(BundleContents contents) {
    return ": "
        + Sizes.count(contents.assets().size(), "asset")
        + " for "
        + Fragments.platform(contents.application().prefix().platformId());
  }

  private static String signature(TrustReport trust) {
    return trust.release().map(Fragments::release).orElse("not signed")
        + ", signed by "
        + trust.signers().stream().map(TrustedKey::toString).collect(Collectors.joining(", "));
  }

  @Override
  public JsonObject toJson() {
    BundleReport report = audit.report();
    return new JsonObject()
        .with("file", file)
        .with("valid", isGood())
        .with(
            "problems",
            Stream.concat(
                    report.problems().stream().map(Fragments::problemJson),
                    audit.trustProblems().stream().map(Fragments::problemJson))
                .toList())
        .with("warnings", report.warnings().stream().map(Fragments::warningJson).toList())
        .with("trust", audit.trust().map(Verdict::trustJson));
  }

  private static JsonObject trustJson(TrustReport trust) {
    return new JsonObject()
        .with("release", trust.release().map(Fragments::releaseJson))
        .with("signers", KeyFiles.ids(trust.signers()));
  }
}
