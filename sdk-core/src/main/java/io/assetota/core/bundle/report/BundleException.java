package io.assetota.core.bundle.report;

import io.assetota.core.model.AssetException;
import java.util.List;

/** Thrown when a bundle is refused or can't be built. It carries every problem that was found. */
public final class BundleException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** More lines would hide the first ones. */
  private static final int LISTED = 20;

  private final transient List<BundleProblem> problems;

  /**
   * Creates an exception whose message lists the problems.
   *
   * @param problems the problems, at least one
   */
  public BundleException(List<BundleProblem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * Creates an exception for one problem.
   *
   * @param problem the problem
   */
  public BundleException(BundleProblem problem) {
    this(List.of(problem));
  }

  private static String message(List<BundleProblem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a refusal needs a problem");
    }
    if (problems.size() == 1) {
      return problems.get(0).toString();
    }
    StringBuilder out = new StringBuilder().append(problems.size()).append(" problems:");
    problems.stream().limit(LISTED).forEach(p -> out.append("\n  ").append(p));
    if (problems.size() > LISTED) {
      out.append("\n  and ").append(problems.size() - LISTED).append(" more");
    }
    return out.toString();
  }

  /**
   * Returns all problems.
   *
   * @return at least one, in the order in which they were found
   */
  public List<BundleProblem> problems() {
    return problems;
  }
}
