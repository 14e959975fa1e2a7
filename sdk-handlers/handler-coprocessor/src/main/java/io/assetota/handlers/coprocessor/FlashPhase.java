package io.assetota.handlers.coprocessor;

import java.util.Locale;

/** A step of writing a program into a part. */
public enum FlashPhase {
  /** Comparing what the part holds with the image. */
  CHECK,
  /** Reading what is about to be erased, so that it can be put back. */
  KEEP,
  /** Erasing pages. */
  ERASE,
  /** Writing blocks. */
  WRITE,
  /** Comparing what was written with the image. */
  VERIFY;

  /** Returns the step as a word for people: {@code check}, {@code erase} and so on. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
