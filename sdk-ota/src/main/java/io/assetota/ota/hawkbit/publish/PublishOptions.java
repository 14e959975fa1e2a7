package io.assetota.ota.hawkbit.publish;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.model.Printable;
import java.util.Optional;

/**
 * Name and types of a release in hawkBit.
 *
 * @param name name of software module and distribution set; empty for that of the application
 * @param version version of both; empty for the product or module version of the application
 * @param moduleType key of the software module's type
 * @param setType key of the distribution set's type; one module of {@code moduleType} must be
 *     complete for it
 * @param limits how large the bundle may be
 */
public record PublishOptions(
    Optional<String> name,
    Optional<String> version,
    String moduleType,
    String setType,
    BundleLimits limits) {
  /** Name and version of the application, and types that each new tenant of hawkBit has. */
  public static final PublishOptions DEFAULT =
      new PublishOptions(
          Optional.empty(), Optional.empty(), "application", "app", BundleLimits.DEFAULT);

  private static final int MAX_NAME = 128;
  private static final int MAX_VERSION = 64;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if a name is blank or longer than 128 characters, or a version
   *     or type is longer than 64
   */
  public PublishOptions {
    name.ifPresent(n -> require("name", n, MAX_NAME));
    version.ifPresent(v -> require("version", v, MAX_VERSION));
    require("type", moduleType, MAX_VERSION);
    require("type", setType, MAX_VERSION);
  }

  private static void require(String what, String text, int most) {
    if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a " + what + " has 1 to " + most + " characters, not \"" + Printable.text(text) + "\"");
    }
  }

  /**
   * Returns a copy with another name and version.
   *
   * @param newName the name, or empty for the application's
   * @param newVersion the version, or empty for the application's
   * @return the copy
   */
  public PublishOptions withNames(Optional<String> newName, Optional<String> newVersion) {
    return new PublishOptions(newName, newVersion, moduleType, setType, limits);
  }

  /**
   * Returns a copy with other types.
   *
   * @param newModuleType key of the software module's type
   * @param newSetType key of the distribution set's type
   * @return the copy
   */
  public PublishOptions withTypes(String newModuleType, String newSetType) {
    return new PublishOptions(name, version, newModuleType, newSetType, limits);
  }

  /**
   * Returns a copy with other limits.
   *
   * @param newLimits how large the bundle may be
   * @return the copy
   */
  public PublishOptions withLimits(BundleLimits newLimits) {
    return new PublishOptions(name, version, moduleType, setType, newLimits);
  }
}
