package io.assetota.core.release;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.json.JsonValue;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is signed: everything that a device has to know to trust a bundle. Immutable.
 *
 * @param product the product whose devices it is for: 1 to 64 letters, digits, dots, dashes and
 *     underscores
 * @param platforms ids of the platforms it is for, 0 to 65535, 1 to 64 of them
 * @param counter which release of the product it is, 1 to 2^53-1; a device never goes back
 * @param notBefore start of validity, in whole seconds; not before the time of signing, because a
 *     device without a clock relies on it
 * @param expires expiry date, in whole seconds; empty for none
 * @param application the application module
 * @param assets every asset, by name; at most {@value #MAX_ASSETS}
 */
public record Release(
    String product,
    SortedSet<Integer> platforms,
    long counter,
    Instant notBefore,
    Optional<Instant> expires,
    ReleaseFile application,
    List<ReleaseFile> assets) {
  /** The most assets of a release: no bundle has room for more. */
  public static final int MAX_ASSETS = BundleLimits.MAX_ASSETS;

  static final int MAX_PLATFORMS = 64;
  static final int MAX_PLATFORM = 0xffff;

  private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Checks the rules and sorts the assets.
   *
   * @throws IllegalArgumentException if a value breaks a rule, with the rule in the message
   */
  public Release {
    requireProduct(product);
    requirePlatforms(platforms);
    requireCounter(counter);
    requirePeriod(notBefore, expires);
    platforms = ImmutableSortedSet.copyOf(platforms);
    assets = ImmutableList.sortedCopyOf(Comparator.comparing(ReleaseFile::name), assets);
    if (assets.size() > MAX_ASSETS) {
      throw new IllegalArgumentException(
          "a release has at most " + MAX_ASSETS + " assets, not " + assets.size());
    }
    Set<String> names = new HashSet<>();
    for (ReleaseFile asset : assets) {
      if (!names.add(asset.name())) {
        throw new IllegalArgumentException("two assets are named " + Printable.text(asset.name()));
      }
    }
  }

  /**
   * Describes a bundle.
   *
   * @param contents what is in the bundle
   * @param terms what its author says of it
   * @return the release
   * @throws AssetException if the application's platform is not among those of the terms
   */
  public static Release of(BundleContents contents, ReleaseTerms terms) throws AssetException {
    FirmwareModule application = contents.application();
    int platform = application.prefix().platformId();
    SortedSet<Integer> platforms = new TreeSet<>(terms.platforms());
    if (platforms.isEmpty()) {
      platforms.add(platform);
    }
    if (!platforms.contains(platform)) {
      throw new AssetException(
          "the application is for platform "
              + platform
              + ", which is not among those to sign for: "
              + platforms);
    }
    return new Release(
        terms.product(),
        platforms,
        terms.counter(),
        terms.notBefore(),
        terms.expires(),
        new ReleaseFile(
            contents.applicationName(),
            application.length(),
            AssetHash.ofContent(application.toByteArray())),
        contents.assets().stream()
            .map(a -> new ReleaseFile(a.name(), a.size(), a.asset().hash()))
            .toList());
  }

  static void requireProduct(String product) {
    if (!PRODUCT.matcher(product).matches()) {
      throw new IllegalArgumentException(
          "a product's name is 1 to 64 letters, digits, dots, dashes and underscores");
    }
  }

  static void requirePlatforms(Set<Integer> platforms) {
    if (platforms.isEmpty() || platforms.size() > MAX_PLATFORMS) {
      throw new IllegalArgumentException(
          "a release is for 1 to " + MAX_PLATFORMS + " platforms, not " + platforms.size());
    }
    for (int id : platforms) {
      if (id < 0 || id > MAX_PLATFORM) {
        throw new IllegalArgumentException("a platform id is 0 to 65535, not " + id);
      }
    }
  }

  static void requireCounter(long counter) {
    if (counter < 1 || counter > JsonValue.MAX_INTEGER) {
      throw new IllegalArgumentException("a release counter is 1 to 2^53-1, not " + counter);
    }
  }

  static void requirePeriod(Instant notBefore, Optional<Instant> expires) {
    requireTime(notBefore);
    expires.ifPresent(Release::requireTime);
    if (expires.isPresent() && !expires.get().isAfter(notBefore)) {
      throw new IllegalArgumentException(
          "it would expire at " + expires.get() + ", before it is valid at " + notBefore);
    }
  }

  static void requireTime(Instant time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))
        || time.isBefore(Instant.EPOCH)
        || time.isAfter(MAX_TIME)) {
      throw new IllegalArgumentException(
          "a time is in whole seconds from 1970 to 9999, not " + time);
    }
  }
}
