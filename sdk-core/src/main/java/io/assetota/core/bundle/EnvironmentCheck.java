package io.assetota.core.bundle;

import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.EnvironmentJson;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.module.EnvironmentVariables;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks that the environment variables are valid, and that JSON and asset hold the same. */
final class EnvironmentCheck {
  private final Findings findings;
  private @Nullable BundleEntry jsonEntry;
  private @Nullable EnvironmentVariables json;
  private @Nullable BundleEntry assetEntry;
  private @Nullable EnvironmentVariables asset;

  EnvironmentCheck(Findings findings) {
    this.findings = findings;
  }

  /** Whether this asset holds variables that can be read. */
  boolean mayBeAsset(BundleEntry entry) {
    boolean small = entry.size() <= EnvironmentVariables.MAX_SIZE;
    if (entry.isVariables()) {
      assetEntry = entry;
    }
    if (entry.isVariables() && !small) {
      findings.add(
          entry.problem(
              BundleProblem.Kind.ENVIRONMENT,
              "environment variables of "
                  + entry.size()
                  + " bytes exceed the maximum of "
                  + EnvironmentVariables.MAX_SIZE));
    }
    return entry.isVariables() && small;
  }

  void json(BundleEntry entry, InputStream content) throws IOException {
    if (jsonEntry != null) {
      throw new BundleException(
          entry.problem(
              BundleProblem.Kind.ENVIRONMENT,
              "environment variables are in " + Printable.text(jsonEntry.name()) + " already"));
    }
    jsonEntry = entry;
    if (entry.name().equals(EntryNames.OLD_ENVIRONMENT)) {
      findings.warn(
          BundleWarning.of(
              BundleWarning.Kind.OLD_ENVIRONMENT,
              entry.name(),
              "is where Particle's tools before particle-cli 3.49 looked; environment variables"
                  + " belong in "
                  + EntryNames.ENVIRONMENT));
    }
    byte[] bytes = content.readNBytes(EnvironmentVariables.MAX_SIZE + 1);
    try {
      json = EnvironmentJson.parse(bytes);
    } catch (AssetException e) {
      throw problem(entry, e);
    }
  }

  void asset(BundleEntry entry, byte[] content) throws BundleException {
    try {
      asset = EnvironmentVariables.decode(content);
    } catch (AssetException e) {
      throw problem(entry, e);
    }
  }

  /** Compares both, when all entries are read; returns the variables if there are some. */
  Optional<EnvironmentVariables> check() {
    if (jsonEntry != null && assetEntry == null) {
      findings.add(
          jsonEntry.problem(
              BundleProblem.Kind.ENVIRONMENT,
              "the variables are missing as the asset "
                  + (jsonEntry.name().equals(EntryNames.ENVIRONMENT)
                      ? EnvironmentVariables.ASSET_NAME
                      : EntryNames.OLD_ENVIRONMENT_ASSET)));
    } else if (json != null && asset != null && !json.variables().equals(asset.variables())) {
      findings.add(
          Objects.requireNonNull(assetEntry)
              .problem(
                  BundleProblem.Kind.ENVIRONMENT,
                  "holds other variables than " + Objects.requireNonNull(jsonEntry).name()));
    }
    return Optional.ofNullable(asset != null ? asset : json);
  }

  private static BundleException problem(BundleEntry entry, AssetException e) {
    return new BundleException(
        entry.problem(BundleProblem.Kind.ENVIRONMENT, String.valueOf(e.getMessage())));
  }
}
