package io.assetota.core.device;

import io.assetota.core.model.Printable;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which version a part behind the board has, as the handler that manages it said last.
 *
 * @param part what the part is called: 1 to 24 lower-case letters, digits and dashes
 * @param version the version, at most {@value #MAX_VERSION} characters, made printable; empty if it
 *     is not known
 * @param asset name of the asset that the part has
 * @param at when that was
 */
public record PartVersion(String part, Optional<String> version, String asset, Instant at) {
  /** The longest version, in characters. */
  public static final int MAX_VERSION = 64;

  /** The most parts of a device that are kept. */
  public static final int MAX_PARTS = 16;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,23}");

  /**
   * Checks the name, and cuts a version that is too long.
   *
   * @throws IllegalArgumentException if the part has no such name
   */
  public PartVersion {
    requireValidName(part);
    version =
        version
            .map(Printable::line)
            .map(v -> v.length() > MAX_VERSION ? v.substring(0, MAX_VERSION) : v)
            .filter(v -> !v.isBlank());
  }

  /**
   * Checks the name of a part.
   *
   * @param part what it is to be called
   * @return the same name
   * @throws IllegalArgumentException if it is empty, too long, or has other characters
   */
  public static String requireValidName(String part) {
    if (!NAME.matcher(part).matches()) {
      throw new IllegalArgumentException(
          "a part is called by 1 to 24 of a-z, 0-9 and -, not \"" + Printable.text(part) + "\"");
    }
    return part;
  }
}
