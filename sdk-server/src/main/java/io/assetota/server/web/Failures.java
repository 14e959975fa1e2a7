package io.assetota.server.web;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answers for exceptions of other packages, which this package does not know. The first one
 * that fits is used.
 */
public final class Failures {
  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param message for whoever asked
   */
  record Answer(int status, String message) {}

  private final List<Function<Exception, Optional<Answer>>> known;

  private Failures(List<Function<Exception, Optional<Answer>>> known) {
    this.known = ImmutableList.copyOf(known);
  }

  /** Returns an empty list of answers. */
  public static Failures none() {
    return new Failures(List.of());
  }

  /** Answers exceptions of a type with a status and their own message. */
  public Failures with(Class<? extends Exception> type, int status) {
    return with(
        e ->
            type.isInstance(e)
                ? Optional.of(
                    Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()))
                : Optional.empty(),
        status);
  }

  /**
   * Answers exceptions with a status and the message that a function has for them.
   *
   * @param messages returns empty for an exception that it doesn't know
   */
  public Failures with(Function<Exception, Optional<String>> messages, int status) {
    return new Failures(
        ImmutableList.<Function<Exception, Optional<Answer>>>builder()
            .addAll(known)
            .add(e -> messages.apply(e).map(message -> new Answer(status, message)))
            .build());
  }

  Optional<Answer> answer(Exception failure) {
    return known.stream().flatMap(answer -> answer.apply(failure).stream()).findFirst();
  }
}
