package io.assetota.bundle;

import io.assetota.core.bundle.report.BundledAsset;

/** What happens while a bundle is built. */
public sealed interface BundleProgress {
  /** Receives the events of a build: one at a time, from several threads. */
  @FunctionalInterface
  interface Listener {
    /**
     * Receives an event. It should return quickly; an exception ends the build.
     *
     * @param event what happened
     */
    void on(BundleProgress event);
  }

  /**
   * Assets were read and compressed.
   *
   * @param done bytes of all assets that were read so far
   * @param total bytes of all assets, as the file system reports them
   */
  record Compressing(long done, long total) implements BundleProgress {}

  /**
   * An asset was compressed.
   *
   * @param asset the asset and what it takes
   */
  record Compressed(BundledAsset asset) implements BundleProgress {}

  /**
   * An entry was written.
   *
   * @param entry its path in the bundle
   */
  record Written(String entry) implements BundleProgress {}
}
