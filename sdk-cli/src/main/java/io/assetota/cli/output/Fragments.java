package io.assetota.cli.output;

import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.ProductData;
import io.assetota.core.release.Release;
import io.assetota.core.release.ReleaseFile;
import io.assetota.core.release.TrustProblem;
import java.util.List;
import java.util.Optional;

/** Phrases and JSON objects that several commands share. */
public final class Fragments {
  /** What to do about a bundle that is larger than the limit. */
  public static final String CONTENT_HINT = "--max-content allows more";

  private Fragments() {}

  /** Returns the name of a platform, known or not. */
  public static String platform(int id) {
    return Platform.byId(id).map(Platform::toString).orElse("platform " + id);
  }

  /** Returns a platform; its name is null if it is not known. */
  public static JsonObject platformJson(int id) {
    return new JsonObject().with("id", id).with("name", Platform.byId(id).map(Platform::name));
  }

  /** Returns whether a higher limit would allow a refused bundle. */
  public static boolean isTooMuchContent(List<BundleProblem> problems) {
    return problems.stream().anyMatch(p -> p.kind() == BundleProblem.Kind.TOO_MUCH_CONTENT);
  }

  /** Describes product and version, as far as they are set. */
  public static String product(ProductData product) {
    return (isSet(product.version()) ? "version " + product.version() : "no version")
        + (isSet(product.id()) ? " of product " + product.id() : "");
  }

  /** Returns product and version; null where they are not set. */
  public static JsonObject productJson(ProductData product) {
    return new JsonObject()
        .with("id", isSet(product.id()) ? product.id() : null)
        .with("version", isSet(product.version()) ? product.version() : null);
  }

  private static boolean isSet(int value) {
    return value != ProductData.NONE.id();
  }

  /** Returns name and hash of an asset. */
  public static JsonObject assetJson(AssetReference asset) {
    return new JsonObject().with("name", asset.name()).with("sha256", asset.hash());
  }

  /** Returns an asset in a bundle. */
  public static JsonObject assetJson(BundledAsset asset) {
    return assetJson(asset.asset())
        .with("size", asset.size())
        .with("packedSize", asset.packedSize())
        .with("moduleSize", asset.moduleSize())
        .with("storageSize", asset.storageSize());
  }

  /** Returns how much of an asset storage is used; limits are null if there are none. */
  public static JsonObject storageJson(long used, StorageLimits limits) {
    return new JsonObject()
        .with("used", used)
        .with("limit", limits.isLimited() ? limits.total() : null)
        .with("largestModule", limits.isLimited() ? limits.largestModule() : null);
  }

  /** Returns a problem of a bundle. */
  public static JsonObject problemJson(BundleProblem problem) {
    return new JsonObject()
        .with("kind", problem.kind())
        .with("entry", problem.entry())
        .with(
            "offset",
            problem.offset().isPresent()
                ? Optional.of(problem.offset().getAsLong())
                : Optional.empty())
        .with("message", problem.message());
  }

  /** Returns a reason not to trust a bundle, in the form of its other problems. */
  public static JsonObject problemJson(TrustProblem problem) {
    return new JsonObject()
        .with("kind", problem.kind())
        .with("entry", null)
        .with("offset", null)
        .with("message", problem.message());
  }

  /** Returns what was signed. */
  public static JsonObject releaseJson(Release release) {
    return new JsonObject()
        .with("product", release.product())
        .with("counter", release.counter())
        .with("notBefore", release.notBefore())
        .with("expires", release.expires())
        .with("platforms", release.platforms().stream().map(Fragments::platformJson).toList())
        .with("application", fileJson(release.application()))
        .with("assets", release.assets().stream().map(Fragments::fileJson).toList());
  }

  private static JsonObject fileJson(ReleaseFile file) {
    return assetJson(file.reference()).with("size", file.size());
  }

  /** Describes what was signed: number, product and validity period. */
  public static String release(Release release) {
    return "release "
        + release.counter()
        + " of "
        + release.product()
        + ", valid from "
        + release.notBefore()
        + release.expires().map(e -> " until " + e).orElse(", with no expiry date");
  }

  /** Returns a warning about a bundle. */
  public static JsonObject warningJson(BundleWarning warning) {
    return new JsonObject()
        .with("kind", warning.kind())
        .with("subject", warning.subject())
        .with("message", warning.message());
  }
}
