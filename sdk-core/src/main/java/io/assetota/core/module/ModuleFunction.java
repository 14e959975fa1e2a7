package io.assetota.core.module;

import java.util.List;

/**
 * What a module is. Codes that are not known are kept as they are.
 *
 * @param code 0 to 255, as in the prefix
 */
public record ModuleFunction(int code) {
  /** No module: an unused dependency. */
  public static final ModuleFunction NONE = new ModuleFunction(0);

  /** Resources. */
  public static final ModuleFunction RESOURCE = new ModuleFunction(1);

  /** A boot loader. */
  public static final ModuleFunction BOOTLOADER = new ModuleFunction(2);

  /** System and user firmware in one. */
  public static final ModuleFunction MONO_FIRMWARE = new ModuleFunction(3);

  /** Device OS. */
  public static final ModuleFunction SYSTEM_PART = new ModuleFunction(4);

  /** The application. */
  public static final ModuleFunction USER_PART = new ModuleFunction(5);

  /** Settings. */
  public static final ModuleFunction SETTINGS = new ModuleFunction(6);

  /** Firmware of a network coprocessor. */
  public static final ModuleFunction NCP_FIRMWARE = new ModuleFunction(7);

  /** A radio stack. */
  public static final ModuleFunction RADIO_STACK = new ModuleFunction(8);

  /** An asset. */
  public static final ModuleFunction ASSET = new ModuleFunction(9);

  private static final List<String> NAMES =
      List.of(
          "none",
          "resource",
          "bootloader",
          "mono firmware",
          "system part",
          "user part",
          "settings",
          "NCP firmware",
          "radio stack",
          "asset");

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the code is not 0 to 255
   */
  public ModuleFunction {
    Unsigned.check8(code, "module function");
  }

  /**
   * Tells whether Device OS knows this function.
   *
   * @return true for the constants of this class
   */
  public boolean isKnown() {
    return code < NAMES.size();
  }

  /** Returns the usual name, or the number. */
  @Override
  public String toString() {
    return isKnown() ? NAMES.get(code) : "function " + code;
  }
}
