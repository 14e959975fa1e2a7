package io.assetota.core.bundle.check;

import io.assetota.core.bundle.report.AssetLimits;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundledAsset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks that application and assets fit a platform. Building and verifying share these checks. */
public final class PlatformCheck {
  private PlatformCheck() {}

  /**
   * Checks platform and limits.
   *
   * @param required the platform that the application must be for, with the limits that count
   * @return what the assets take; empty where they can't be counted
   */
  public static Optional<AssetLimits> check(
      FirmwareModule application,
      Optional<Platform> required,
      List<BundledAsset> assets,
      Findings findings) {
    int id = application.prefix().platformId();
    Optional<Platform> own = Platform.byId(id);
    if (required.isPresent() && required.get().id() != id) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.PLATFORM,
              "the application is for "
                  + own.map(Platform::toString).orElse("the unknown platform " + id)
                  + ", not for "
                  + required.get()));
    }
    Platform platform = required.or(() -> own).orElse(null);
    if (platform == null) {
      if (!assets.isEmpty()) {
        findings.add(
            BundleProblem.ofBundle(
                BundleProblem.Kind.PLATFORM,
                "platform " + id + " is unknown, and so are its limits for assets"));
      }
      return Optional.empty();
    }
    checkApplication(application, platform, findings);
    if (assets.isEmpty() && !platform.supportsAssets()) {
      return Optional.empty();
    }
    return Optional.ofNullable(checkAssets(platform, assets, findings));
  }

  private static void checkApplication(
      FirmwareModule application, Platform platform, Findings findings) {
    long excess = application.length() - platform.userPartLimit();
    if (platform.userPartLimit() > 0 && excess > 0) {
      findings.add(
          BundleProblem.ofBundle(
              BundleProblem.Kind.LIMIT_EXCEEDED,
              "the application exceeds the size limit of "
                  + platform
                  + " by "
                  + excess
                  + " bytes"));
    }
  }

  private static @Nullable AssetLimits checkAssets(
      Platform platform, List<BundledAsset> assets, Findings findings) {
    try {
      AssetLimits limits =
          AssetLimits.check(
              platform,
              assets.stream()
                  .map(a -> new AssetLimits.SizedModule(a.name(), a.moduleSize()))
                  .toList());
      limits
          .exceeded()
          .forEach(m -> findings.add(BundleProblem.ofBundle(BundleProblem.Kind.LIMIT_EXCEEDED, m)));
      DeviceOsStorage.check(limits, assets, findings);
      return limits;
    } catch (AssetException e) {
      findings.add(
          BundleProblem.ofBundle(BundleProblem.Kind.PLATFORM, String.valueOf(e.getMessage())));
      return null;
    }
  }
}
