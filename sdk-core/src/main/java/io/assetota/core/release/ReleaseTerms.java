package io.assetota.core.release;

import com.google.common.collect.ImmutableSortedSet;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * What the author states about a release; the rest of {@link Release} comes from the bundle.
 * Immutable.
 *
 * @param product the product whose devices it is for, by the rules of {@link Release#product()}
 * @param counter which release it is, 1 to 2^53-1; has to grow whenever the application changes
 * @param notBefore start of validity, in whole seconds
 * @param expires expiry date, in whole seconds; empty for none
 * @param platforms ids of the platforms it is for; none for the application's own
 */
public record ReleaseTerms(
    String product,
    long counter,
    Instant notBefore,
    Optional<Instant> expires,
    SortedSet<Integer> platforms) {
  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if a value breaks a rule, with the rule in the message
   */
  public ReleaseTerms {
    Release.requireProduct(product);
    Release.requireCounter(counter);
    Release.requirePeriod(notBefore, expires);
    if (!platforms.isEmpty()) {
      Release.requirePlatforms(platforms);
    }
    platforms = ImmutableSortedSet.copyOf(platforms);
  }

  /**
   * A release that never expires, for the application's own platform.
   *
   * @param product whose devices it is for
   * @param counter which release it is
   * @param notBefore start of validity: usually now
   * @return the terms
   */
  public static ReleaseTerms of(String product, long counter, Instant notBefore) {
    return new ReleaseTerms(product, counter, notBefore, Optional.empty(), ImmutableSortedSet.of());
  }

  /**
   * Returns a copy that expires.
   *
   * @param time expiry date, in whole seconds
   * @return the copy
   */
  public ReleaseTerms withExpiry(Instant time) {
    return new ReleaseTerms(product, counter, notBefore, Optional.of(time), platforms);
  }

  /**
   * Returns a copy for several platforms.
   *
   * @param ids their ids, the application's among them
   * @return the copy
   */
  public ReleaseTerms withPlatforms(Set<Integer> ids) {
    return new ReleaseTerms(product, counter, notBefore, expires, ImmutableSortedSet.copyOf(ids));
  }
}
