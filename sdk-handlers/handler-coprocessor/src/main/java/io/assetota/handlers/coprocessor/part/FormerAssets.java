package io.assetota.handlers.coprocessor.part;

import io.assetota.core.AssetManager;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import java.util.Optional;
import java.util.stream.Stream;

/** Assets that are stored on this device and may be what a part had before. */
public interface FormerAssets {
  /** None are stored. */
  FormerAssets NONE =
      new FormerAssets() {
        @Override
        public Optional<Asset> ofPreviousApplication(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<Asset> withContent(AssetHash content) {
          return Optional.empty();
        }
      };

  /**
   * Returns what a part gets if the application that is on trial goes back.
   *
   * @param name the name of an asset
   * @return the asset that the previous application has under that name; empty without a trial, or
   *     if it has none
   */
  Optional<Asset> ofPreviousApplication(String name);

  /**
   * Returns a stored asset.
   *
   * @param content SHA-256 of its content
   * @return the asset, if it is still stored
   */
  Optional<Asset> withContent(AssetHash content);

  /**
   * Looks in the device folder of an application.
   *
   * @param assets the application's assets
   * @return the assets that are stored there, also those that it does not require
   */
  static FormerAssets of(AssetManager assets) {
    return new FormerAssets() {
      @Override
      public Optional<Asset> ofPreviousApplication(String name) {
        return assets.trial().stream()
            .flatMap(trial -> trial.previous().assets().stream())
            .filter(asset -> asset.name().equals(name))
            .findFirst()
            .flatMap(asset -> withContent(asset.hash()));
      }

      @Override
      public Optional<Asset> withContent(AssetHash content) {
        return Stream.concat(assets.unused().stream(), assets.available().stream())
            .filter(asset -> asset.hash().equals(content))
            .findFirst();
      }
    };
  }
}
