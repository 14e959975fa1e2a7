package io.assetota.core.module;

/**
 * The lowest version of another module that a module needs; part of the prefix.
 *
 * @param function what the other module is; {@link ModuleFunction#NONE} for no dependency
 * @param index its index, 0 to 255
 * @param version its lowest version, 0 to 65535
 */
public record ModuleDependency(ModuleFunction function, int index, int version) {
  /** No dependency. */
  public static final ModuleDependency NONE = new ModuleDependency(ModuleFunction.NONE, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public ModuleDependency {
    Unsigned.check8(index, "dependency index");
    Unsigned.check16(version, "dependency version");
  }

  /**
   * Tells whether this is a dependency at all.
   *
   * @return false for an unused field
   */
  public boolean isPresent() {
    return !function.equals(ModuleFunction.NONE);
  }

  @Override
  public String toString() {
    return isPresent() ? function + " " + index + " >= " + version : "none";
  }
}
