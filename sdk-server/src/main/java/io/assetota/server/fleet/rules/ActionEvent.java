package io.assetota.server.fleet.rules;

/** What happens to an action. */
public enum ActionEvent {
  /** The device's owner agrees. */
  AGREED,
  /** The device's owner does not agree, and may still do so later. */
  DENIED,
  /** The device reads its orders. */
  RETRIEVED,
  /** The device reports that it goes on. */
  PROGRESSED,
  /** The device has fetched everything, and has to install it later. */
  DOWNLOADED,
  /** The device has fetched everything, and has nothing else to do. */
  FETCHED,
  /** The device refuses one of its orders, and goes on. */
  REJECTED,
  /** The device has ended it with success. */
  SUCCEEDED,
  /** The device has ended it without success. */
  FAILED,
  /** The device has ended it with success, and its application fails again and again afterwards. */
  RELAPSED,
  /** The device has stopped by itself. */
  STOPPED,
  /** The device stops as it was asked to. */
  STOP_ACCEPTED,
  /** The device does not stop, although it was asked to. */
  STOP_REFUSED,
  /** The device reports something else about the request to stop. */
  STOP_NOTED,
  /** A person, or another rollout, cancels it. */
  CANCEL,
  /** A person cancels it without waiting for the device. */
  CANCEL_BY_FORCE;

  /** What a device's feedback on a deployment means. */
  public static ActionEvent ofDeployment(Feedback feedback, UpdateMode mode) {
    return switch (feedback.execution()) {
      case CLOSED -> feedback.result() == Feedback.Result.FAILURE ? FAILED : SUCCEEDED;
      case CANCELED -> STOPPED;
      case REJECTED -> REJECTED;
      case DOWNLOADED -> mode == UpdateMode.DOWNLOAD_ONLY ? FETCHED : DOWNLOADED;
      case PROCEEDING, SCHEDULED, RESUMED, DOWNLOAD -> PROGRESSED;
    };
  }

  /** What a device's feedback on a request to stop means. */
  public static ActionEvent ofCancellation(Feedback feedback) {
    return switch (feedback.execution()) {
      case CANCELED -> STOP_ACCEPTED;
      case CLOSED -> feedback.result() == Feedback.Result.FAILURE ? STOP_REFUSED : STOP_ACCEPTED;
      case REJECTED -> STOP_REFUSED;
      case PROCEEDING, SCHEDULED, RESUMED, DOWNLOAD, DOWNLOADED -> STOP_NOTED;
    };
  }
}
