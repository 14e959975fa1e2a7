package io.assetota.server;

/**
 * An update that a device has ended.
 *
 * @param deviceId the device
 * @param releaseId number of the release on this server
 * @param outcome how it ended
 * @param bytesSent how much of the bundle the device has fetched for it, without HTTP headers
 */
public record EndedUpdate(String deviceId, long releaseId, Outcome outcome, long bytesSent) {
  /** How it ended. */
  public enum Outcome {
    /** The device has the release, or, if that was all it should do, has fetched it. */
    FINISHED,
    /** The device says that it failed. */
    FAILED,
    /** It was stopped. */
    CANCELLED
  }
}
