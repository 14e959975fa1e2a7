package io.assetota.server;

/**
 * An update that a device has ended.
 *
 * @param deviceId the device
 * @param releaseId number of the release on this server
 * @param outcome how it ended
 * @param bytesSent bytes of the bundle that were sent for it, without HTTP headers
 */
public record EndedUpdate(String deviceId, long releaseId, Outcome outcome, long bytesSent) {
  /** How it ended. */
  public enum Outcome {
    /** The device has installed the release, or has fetched it if it only had to do that. */
    FINISHED,
    /** The device reported a failure; maybe after it had reported success. */
    FAILED,
    /** It was stopped. */
    CANCELLED
  }
}
