package io.assetota.handlers.io;

/** The level of a wire. */
public enum Level {
  /** Ground. */
  LOW,
  /** The supply's level. */
  HIGH;

  /**
   * Returns the other level.
   *
   * @return low for high, and high for low
   */
  public Level inverted() {
    return this == HIGH ? LOW : HIGH;
  }
}
