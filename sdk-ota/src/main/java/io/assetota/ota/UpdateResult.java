package io.assetota.ota;

/**
 * What an update did.
 *
 * @param plan what it had to do
 * @param bytesFetched bytes of assets that were read from the source
 */
public record UpdateResult(UpdatePlan plan, long bytesFetched) {}
