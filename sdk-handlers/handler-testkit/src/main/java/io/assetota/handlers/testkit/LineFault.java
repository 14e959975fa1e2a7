package io.assetota.handlers.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something that goes wrong once on a serial line, whatever is spoken on it. See {@link
 * FaultyPart}.
 *
 * @param kind what goes wrong
 * @param position at which byte, from 0: of those to the part, or of those from the part, as the
 *     kind says
 */
public record LineFault(Kind kind, int position) {
  /** What can go wrong. */
  public enum Kind {
    /** A byte does not reach the part. */
    LOST_TO_PART,
    /** One bit of a byte changes on its way to the part. */
    CHANGED_TO_PART,
    /** Noise reaches the part as a byte before this one. */
    NOISE_TO_PART,
    /** This byte, and all that the host sends without a pause behind it, don't reach the part. */
    CUT_TO_PART,
    /** A byte does not reach the host. */
    LOST_FROM_PART,
    /** One bit of a byte changes on its way to the host. */
    CHANGED_FROM_PART,
    /** Noise reaches the host as a byte before this one. */
    NOISE_FROM_PART,
    /** This byte, and all that the part sends until it is asked again, don't reach the host. */
    CUT_FROM_PART,
    /** This byte, and what the part sends with it, come three seconds late. */
    LATE_FROM_PART,
    /** The host gets the byte by which the part refuses things, instead of this one. */
    REFUSED,
    /** The part is reset when this byte from the host has arrived. */
    RESET,
    /** The host's port goes away when this byte from the host has arrived. */
    UNPLUGGED;

    /**
     * Returns which bytes are counted.
     *
     * @return true if those that the host sends
     */
    public boolean isToPart() {
      return name().endsWith("TO_PART") || this == RESET || this == UNPLUGGED;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Checks the position.
   *
   * @param kind what goes wrong
   * @param position at which byte
   * @throws IllegalArgumentException if the position is negative
   */
  public LineFault {
    if (position < 0) {
      throw new IllegalArgumentException("bytes are counted from 0, not " + position);
    }
  }

  /**
   * Parses what a command line says.
   *
   * @param text for example {@code lost-to-part:17}
   * @return the fault
   * @throws IllegalArgumentException if it is anything else; the message names the kinds
   */
  public static LineFault parse(String text) {
    int colon = text.indexOf(':');
    String kind = text.substring(0, Math.max(0, colon));
    try {
      int position = Integer.parseInt(text.substring(colon + 1));
      for (Kind known : Kind.values()) {
        if (known.toString().equals(kind)) {
          return new LineFault(known, position);
        }
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "a fault is KIND:BYTE, not \"" + text + "\"; kinds are " + kinds());
  }

  private static String kinds() {
    return Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return kind + ":" + position;
  }
}
