package io.assetota.core.release;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What only a device checks: that a release is for this device and not older than the last one.
 *
 * @param state what it remembers
 * @param platform what it is
 * @param downgradeAllowed whether its owner asks for an older release
 */
record DeviceTrust(TrustState state, Platform platform, boolean downgradeAllowed) {
  DeviceTrust allowingDowngrade() {
    return new DeviceTrust(state, platform, true);
  }

  /** Follows to the newest keyring in the bundle. */
  Keyring follow(Bundle bundle) throws IOException {
    Keyring keyring = state.keyring().follow(ReleaseEntries.keyrings(bundle));
    state.follow(keyring);
    return keyring;
  }

  void check(Release release, List<TrustProblem> problems) {
    if (!release.product().equals(state.keyring().product())) {
      problems.add(
          TrustProblem.of(
              TrustProblem.Kind.PRODUCT,
              "the release is for the product "
                  + release.product()
                  + ", and this is a "
                  + state.keyring().product()));
    }
    if (!release.platforms().contains(platform.id())) {
      problems.add(
          TrustProblem.of(
              TrustProblem.Kind.PLATFORM,
              "the release is for the platforms "
                  + release.platforms()
                  + ", and this device is "
                  + platform));
    }
    Optional<TrustRecord.Newest> newest = state.record().release();
    if (newest.isPresent() && !downgradeAllowed) {
      checkCounter(release, newest.get(), problems);
    }
  }

  private static void checkCounter(
      Release release, TrustRecord.Newest newest, List<TrustProblem> problems) {
    if (release.counter() < newest.counter()) {
      problems.add(
          TrustProblem.of(
              TrustProblem.Kind.ROLLBACK,
              "release "
                  + release.counter()
                  + " is older than release "
                  + newest.counter()
                  + ", which this device had; allow the downgrade if it is meant"));
    } else if (release.counter() == newest.counter()
        && !release.application().hash().equals(newest.application())) {
      problems.add(
          TrustProblem.of(
              TrustProblem.Kind.COUNTER_REUSED,
              "this device had another application as release "
                  + release.counter()
                  + "; count releases up whenever they change"));
    }
  }
}
