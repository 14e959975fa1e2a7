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
import io.assetota.core.release.TrustProblem;
import io.assetota.core.release.TrustReport;
import io.assetota.core.release.TrustedKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a bundle is valid, and every problem if it is not.
 *
 * @param file the bundle
 * @param report what verifying it found
 * @param trust what its signatures are worth; empty if they were not checked
 */
record Verdict(Path file, BundleReport report, Optional<TrustReport> trust) implements Report {
  Verdict(Path file, BundleReport report) {
    this(file, report, Optional.empty());
  }

  Verdict(Path file, BundleReport report, TrustReport trust) {
    this(file, report, Optional.of(trust));
  }

  /** Creates the verdict on a bundle that is too damaged to look for signatures. */
  static Verdict ofUnsound(Path file, BundleReport report) {
    TrustProblem unread =
        new TrustProblem(
            TrustProblem.Kind.ENVELOPE,
            "the signatures were not checked, because the bundle itself is not valid");
    return new Verdict(
        file,
        report,
        new TrustReport(List.of(unread), Optional.empty(), List.of(), Optional.empty()));
  }

  @Override
  public boolean isGood() {
    return report.isValid() && trustProblems().isEmpty();
  }

  private List<TrustProblem> trustProblems() {
    return trust.map(TrustReport::problems).orElse(List.of());
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
      trust.ifPresent(t -> console.line("  " + signature(t)));
    } else {
      console.line(
          console.style(Style.BAD, "not valid")
              + " "
              + name
              + ", "
              + Sizes.count(report.problems().size() + trustProblems().size(), "problem"));
      report.problems().forEach(p -> console.line("  " + Printable.line(p.toString())));
      trustProblems().forEach(p -> console.line("  " + Printable.line(p.toString())));
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
    return new JsonObject()
        .with("file", file)
        .with("valid", isGood())
        .with(
            "problems",
            Stream.concat(
                    report.problems().stream().map(Fragments::problemJson),
                    trustProblems().stream().map(Fragments::problemJson))
                .toList())
        .with("warnings", report.warnings().stream().map(Fragments::warningJson).toList())
        .with("trust", trust.map(Verdict::trustJson));
  }

  private static JsonObject trustJson(TrustReport trust) {
    return new JsonObject()
        .with("release", trust.release().map(Fragments::releaseJson))
        .with("signers", KeyFiles.ids(trust.signers()));
  }
}
