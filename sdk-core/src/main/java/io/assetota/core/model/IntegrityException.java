package io.assetota.core.model;

/** Content is not what it was declared to be: a hash, checksum or size differs. */
public final class IntegrityException extends AssetException {
  private static final long serialVersionUID = 1L;

  /** What was declared. */
  private final String expected;

  /** What was found. */
  private final String actual;

  /**
   * Creates an exception; the message gets both values appended.
   *
   * @param what what was checked and where, for example {@code "SHA-256 of asset logo.png"}
   * @param expected the declared value
   * @param actual the value that was found
   */
  public IntegrityException(String what, Object expected, Object actual) {
    super(what + " does not match: expected " + expected + ", found " + actual);
    this.expected = expected.toString();
    this.actual = actual.toString();
  }

  /**
   * Returns the declared value.
   *
   * @return the value as text
   */
  public String expected() {
    return expected;
  }

  /**
   * Returns the value that was found.
   *
   * @return the value as text
   */
  public String actual() {
    return actual;
  }
}
