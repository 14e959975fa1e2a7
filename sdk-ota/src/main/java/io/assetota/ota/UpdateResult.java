package io.assetota.ota;

/**
 * What an update did.
 *
 * @param outcome how it ended
 * @param plan what it had to do
 * @param bytesFetched bytes of assets that were read from the source, those of earlier tries not
 *     counted
 */
public record UpdateResult(Outcome outcome, UpdatePlan plan, long bytesFetched) {
  /** How an update ended. */
  public enum Outcome {
    /** Application and assets are installed. */
    INSTALLED,
    /** All has come and is kept; the device is as it was. */
    DOWNLOADED,
    /** The gate declined; nothing has come. */
    DECLINED
  }
}
