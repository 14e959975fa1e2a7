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
  /** Copies the lists. */
  public BundleContents {
    assets = List.copyOf(assets);
    files = List.copyOf(files);
  }
}
