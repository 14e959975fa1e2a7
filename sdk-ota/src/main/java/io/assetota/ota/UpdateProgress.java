package io.assetota.ota;

/**
 * How far an update is.
 *
 * @param bytes bytes of assets that have arrived, 0 to {@code totalBytes}
 * @param totalBytes bytes of assets that have to come
 * @param assets assets that have arrived whole
 * @param totalAssets assets that have to come
 */
public record UpdateProgress(long bytes, long totalBytes, int assets, int totalAssets) {}
