package io.assetota.handlers.testkit.smp;

/** A command ended with an error. */
final class SmpRefusal extends Exception {
  static final int UNKNOWN = 1;
  static final int INVALID = 3;
  static final int NO_ENTRY = 5;
  static final int BAD_STATE = 6;
  static final int NOT_SUPPORTED = 8;
  static final int UNSUPPORTED_TOO_NEW = 13;

  private static final long serialVersionUID = 1L;

  private final int code;
  private final int imageCode;

  /**
   * Refuses a command.
   *
   * @param code the error that all groups have
   * @param imageCode the number of its own that an error of images has in version 2; 0 if none
   */
  SmpRefusal(int code, int imageCode) {
    super("error " + code);
    this.code = code;
    this.imageCode = imageCode;
  }

  int code() {
    return code;
  }

  int imageCode() {
    return imageCode;
  }

  /** Refuses what a part doesn't have. */
  static void require(boolean supported) throws SmpRefusal {
    if (!supported) {
      throw new SmpRefusal(NOT_SUPPORTED, 0);
    }
  }
}
