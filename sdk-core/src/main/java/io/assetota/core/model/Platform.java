package io.assetota.core.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of device, with the limits that an application and its assets have there. The figures are
 * those of the public device constants of Device OS 5.5.0 and later (docs/FORMAT.md, Platforms and
 * limits).
 *
 * @param id the platform id of the module prefix, 0 to 65535
 * @param name the name in lower case
 * @param growsLeft whether the application's extensions stand behind its prefix and its start
 *     address moves down; else they stand in the suffix and the end address moves up
 * @param userPartLimit the longest application module in bytes; 0 for no limit
 * @param storage the limits of the asset storage; empty where the platform has none
 */
public record Platform(
    int id, String name, boolean growsLeft, long userPartLimit, Optional<StorageLimits> storage) {

  /** A gateway that runs this SDK. It has no limit unless its owner sets one. */
  public static final Platform LINUX =
      new Platform(43, "linux", false, 0, Optional.of(StorageLimits.UNLIMITED));

  private static final int MAX_ID = 0xffff;
  private static final long SMALL_USER_PART = 256 * 1024;
  private static final long LARGE_USER_PART = 1536 * 1024;
  private static final StorageLimits BORON_STORAGE = StorageLimits.ofBlocks(288, 592 * 1024);
  private static final StorageLimits TRACKER_STORAGE = StorageLimits.ofBlocks(512, 1536 * 1024);
  private static final StorageLimits PHOTON_2_STORAGE = StorageLimits.ofBlocks(288, 1152 * 1024);

  private static final List<Platform> KNOWN =
      Stream.concat(
              Stream.of(
                  inSuffix(12, "argon", BORON_STORAGE),
                  inSuffix(13, "boron", BORON_STORAGE),
                  inSuffix(15, "esomx", TRACKER_STORAGE),
                  inSuffix(23, "bsom", BORON_STORAGE),
                  inSuffix(25, "b5som", TRACKER_STORAGE),
                  inSuffix(26, "tracker", TRACKER_STORAGE),
                  inPrefix(28, "trackerm"),
                  inPrefix(32, "p2"),
                  inPrefix(35, "msom"),
                  inSuffix(37, "electron2", TRACKER_STORAGE),
                  inPrefix(38, "sulu"),
                  LINUX),
              Map.ofEntries(
                      Map.entry(0, "core"),
                      Map.entry(3, "gcc"),
                      Map.entry(6, "photon"),
                      Map.entry(8, "p1"),
                      Map.entry(10, "electron"),
                      Map.entry(11, "esp32"),
                      Map.entry(14, "xenon"),
                      Map.entry(22, "asom"),
                      Map.entry(24, "xsom"),
                      Map.entry(31, "raspi"),
                      Map.entry(42, "tachyon"),
                      Map.entry(82, "oak"),
                      Map.entry(88, "duo"),
                      Map.entry(103, "bluz"))
                  .entrySet()
                  .stream()
                  .map(e -> new Platform(e.getKey(), e.getValue(), false, 0, Optional.empty())))
          .sorted(Comparator.comparingInt(Platform::id))
          .toList();

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public Platform {
    if (id < 0 || id > MAX_ID) {
      throw new IllegalArgumentException("platform id must be 0 to " + MAX_ID + ", not " + id);
    }
    if (userPartLimit < 0) {
      throw new IllegalArgumentException("user part limit must not be negative: " + userPartLimit);
    }
  }

  private static Platform inSuffix(int id, String name, StorageLimits storage) {
    return new Platform(id, name, false, SMALL_USER_PART, Optional.of(storage));
  }

  private static Platform inPrefix(int id, String name) {
    return new Platform(id, name, true, LARGE_USER_PART, Optional.of(PHOTON_2_STORAGE));
  }

  /**
   * Returns all known platforms.
   *
   * @return ordered by id
   */
  public static List<Platform> known() {
    return KNOWN;
  }

  /**
   * Finds a platform by its id.
   *
   * @param id the id of a module prefix
   * @return the platform, if it is known
   */
  public static Optional<Platform> byId(int id) {
    return KNOWN.stream().filter(p -> p.id == id).findFirst();
  }

  /**
   * Finds a platform by its name or by its id in digits.
   *
   * @param nameOrId for example {@code boron}, {@code P2} or {@code 43}
   * @return the platform, if it is known
   */
  public static Optional<Platform> byName(String nameOrId) {
    String wanted = nameOrId.toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .filter(p -> p.name.equals(wanted) || Integer.toString(p.id).equals(wanted))
        .findFirst();
  }

  /**
   * Returns a copy with other storage limits, for a gateway whose owner sets them.
   *
   * @param limits the limits
   * @return the copy
   */
  public Platform withStorage(StorageLimits limits) {
    return new Platform(id, name, growsLeft, userPartLimit, Optional.of(limits));
  }

  /**
   * Tells whether applications of this platform may have assets.
   *
   * @return true if there is asset storage
   */
  public boolean supportsAssets() {
    return storage.isPresent();
  }

  @Override
  public String toString() {
    return name + " (" + id + ")";
  }
}
