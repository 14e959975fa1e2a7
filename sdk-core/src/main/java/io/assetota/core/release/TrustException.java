package io.assetota.core.release;

import io.assetota.core.model.AssetException;
import java.util.List;

/** Thrown when a bundle or a keyring is not trusted. It carries every problem that was found. */
public final class TrustException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** More lines would hide the first ones. */
  private static final int LISTED = 20;

  private final transient List<TrustProblem> problems;

  /**
   * Creates an exception whose message lists the problems.
   *
   * @param problems the problems, at least one
   */
  public TrustException(List<TrustProblem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  TrustException(TrustProblem problem) {
    this(List.of(problem));
  }

  private static String message(List<TrustProblem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a refusal needs a problem");
    }
    if (problems.size() == 1) {
      return "not trusted: " + problems.get(0);
    }
    StringBuilder out =
        new StringBuilder("not trusted, for ").append(problems.size()).append(" reasons:");
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
  public List<TrustProblem> problems() {
    return problems;
  }
}
