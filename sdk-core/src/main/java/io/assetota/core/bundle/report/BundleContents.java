package io.assetota.core.bundle.report;

import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import java.util.List;
import java.util.Optional;

/**
 * What a bundle holds.
 *
 * @param applicationName the file name of the application
 * @param application the application module, which names every asset
 * @param assets the assets, with the environment variables' one, in their order in the bundle
 * @param manifest what the application consists of; empty unless it is a folder
 * @param files the different contents of its files, in their order in the bundle, each under its
 *     hash as a name
 * @param environment the environment variables, if there are some
 * @param limits what assets and files take of the platform's storage; empty when the platform has
 *     none
 */
public record BundleContents(
    String applicationName,
    FirmwareModule application,
    List<BundledAsset> assets,
    Optional<ApplicationManifest> manifest,
    List<BundledAsset> files,
    Optional<EnvironmentVariables> environment,
    Optional<AssetLimits> limits) {
  /**
   * What the file name of an application ends with: readers look for it at the root of a bundle.
   */
  public static final String APPLICATION_SUFFIX = ".bin";

  private static final String UNNAMED = "application";

  /** Copies the lists. */
  public BundleContents {
    assets = List.copyOf(assets);
    files = List.copyOf(files);
  }

  /**
   * Returns what a release of this bundle is called, unless somebody calls it otherwise.
   *
   * @return the file name of the application without {@code .bin}
   */
  public String releaseName() {
    String name =
        applicationName.endsWith(APPLICATION_SUFFIX)
            ? applicationName.substring(0, applicationName.length() - APPLICATION_SUFFIX.length())
            : applicationName;
    return name.isBlank() ? UNNAMED : name;
  }

  /**
   * Returns the version of a release of this bundle, unless somebody calls it otherwise.
   *
   * @return the version in the manifest, or else that of the application module
   */
  public String releaseVersion() {
    return manifest.flatMap(ApplicationManifest::version).orElseGet(application::version);
  }
}
