package io.assetota.handlers.display.panel;

/** How far the picture is turned clockwise against the panel's own upright position. */
public enum Rotation {
  /** Upright, as the data sheet of the panel shows it. */
  DEG_0(0),
  /** A quarter clockwise: the top of the picture is at the right edge of the glass. */
  DEG_90(90),
  /** Upside down. */
  DEG_180(180),
  /** A quarter anticlockwise. */
  DEG_270(270);

  private final int degrees;

  Rotation(int degrees) {
    this.degrees = degrees;
  }

  /**
   * Returns the angle.
   *
   * @return degrees clockwise: 0, 90, 180 or 270
   */
  public int degrees() {
    return degrees;
  }

  /**
   * Returns whether width and height are exchanged against the upright position.
   *
   * @return true for 90 and 270 degrees
   */
  public boolean isSideways() {
    return this == DEG_90 || this == DEG_270;
  }

  /**
   * Returns the rotation that is a quarter further clockwise.
   *
   * @return the next one; after 270 comes 0
   */
  public Rotation next() {
    return ofDegrees((degrees + 90) % 360);
  }

  /**
   * Finds a rotation by its angle.
   *
   * @param degrees 0, 90, 180 or 270
   * @return the rotation
   * @throws IllegalArgumentException for any other angle
   */
  public static Rotation ofDegrees(int degrees) {
    for (Rotation rotation : values()) {
      if (rotation.degrees == degrees) {
        return rotation;
      }
    }
    throw new IllegalArgumentException(
        "a panel turns by 0, 90, 180 or 270 degrees, not by " + degrees);
  }
}
