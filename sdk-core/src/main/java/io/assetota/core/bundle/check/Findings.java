package io.assetota.core.bundle.check;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleWarning;
import java.util.ArrayList;
import java.util.List;

/** Collects a bounded number of problems and warnings: a hostile bundle could cause millions. */
public final class Findings {
  private static final int MAX_PROBLEMS = 1000;
  private static final int MAX_WARNINGS = 1000;

  private final List<BundleProblem> problems = new ArrayList<>();
  private final List<BundleWarning> warnings = new ArrayList<>();
  private long count;

  public void add(BundleProblem problem) {
    count++;
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    } else if (problems.size() == MAX_PROBLEMS) {
      problems.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.MORE_PROBLEMS,
              "more than " + MAX_PROBLEMS + " problems; the others are not listed"));
    }
  }

  public void addAll(BundleException exception) {
    exception.problems().forEach(this::add);
  }

  public void warn(BundleWarning warning) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(warning);
    }
  }

  public List<BundleProblem> problems() {
    return List.copyOf(problems);
  }

  public List<BundleWarning> warnings() {
    return List.copyOf(warnings);
  }

  /** How many problems were found, listed or not. */
  public long count() {
    return count;
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  public void throwIfAny() throws BundleException {
    if (hasProblems()) {
      throw new BundleException(problems);
    }
  }
}
