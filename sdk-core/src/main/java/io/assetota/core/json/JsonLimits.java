package io.assetota.core.json;

/**
 * How much of a JSON document is read; what exceeds a limit is refused.
 *
 * @param bytes the longest document in bytes of UTF-8
 * @param values the most values: every object, list, string, number and literal counts as one
 * @param depth how many objects and lists may be nested
 * @param textLength the longest string in characters
 */
public record JsonLimits(int bytes, int values, int depth, int textLength) {
  /** The longest name of a member in characters. */
  static final int MAX_NAME_LENGTH = 256;

  /** The longest number in characters. */
  static final int MAX_NUMBER_LENGTH = 32;

  private static final int USUAL_VALUES = 1000;
  private static final int USUAL_DEPTH = 16;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public JsonLimits {
    if (bytes < 1 || values < 1 || depth < 1 || textLength < 1) {
      throw new IllegalArgumentException(
          "a limit is at least 1: " + bytes + ", " + values + ", " + depth + ", " + textLength);
    }
  }

  /**
   * The usual limits: 1000 values, nested 16 deep, with strings of any length within the document.
   *
   * @param bytes the longest document in bytes of UTF-8
   * @return the limits
   */
  public static JsonLimits of(int bytes) {
    return new JsonLimits(bytes, USUAL_VALUES, USUAL_DEPTH, bytes);
  }

  /**
   * Returns a copy with another limit for the number of values.
   *
   * @param most the most values
   * @return the copy
   */
  public JsonLimits withValues(int most) {
    return new JsonLimits(bytes, most, depth, textLength);
  }

  /**
   * Returns a copy with another limit for nesting.
   *
   * @param most how many objects and lists may be nested
   * @return the copy
   */
  public JsonLimits withDepth(int most) {
    return new JsonLimits(bytes, values, most, textLength);
  }

  /**
   * Returns a copy with another limit for strings.
   *
   * @param most the longest string in characters
   * @return the copy
   */
  public JsonLimits withTextLength(int most) {
    return new JsonLimits(bytes, values, depth, most);
  }
}
