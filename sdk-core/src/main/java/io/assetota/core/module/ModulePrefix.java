package io.assetota.core.module;

import io.assetota.core.model.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The 24 bytes that begin a module, or follow its vector table.
 *
 * @param startAddress where the module lies in memory, 0 to 2^32-1
 * @param endAddress start address + module length - 4, the CRC not counted, 0 to 2^32-1
 * @param reserved reserved (the MCU target on some platforms), 0 to 255
 * @param flags the flags
 * @param moduleVersion the version of the module's interface, 0 to 65535
 * @param platformId see {@link Platform}, 0 to 65535
 * @param function what the module is
 * @param index its index among the modules of that function, 0 to 255
 * @param dependency1 a module that this one needs
 * @param dependency2 another one
 */
public record ModulePrefix(
    long startAddress,
    long endAddress,
    int reserved,
    ModuleFlags flags,
    int moduleVersion,
    int platformId,
    ModuleFunction function,
    int index,
    ModuleDependency dependency1,
    ModuleDependency dependency2) {

  /** Length of the prefix in bytes, without extensions. */
  public static final int LENGTH = 24;

  /** Bytes of the CRC-32 at the end of a module, which the end address does not count. */
  static final int CRC_LENGTH = 4;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public ModulePrefix {
    Unsigned.check32(startAddress, "module start address");
    Unsigned.check32(endAddress, "module end address");
    Unsigned.check8(reserved, "reserved field");
    Unsigned.check16(moduleVersion, "module version");
    Unsigned.check16(platformId, "platform id");
    Unsigned.check8(index, "module index");
  }

  /**
   * Reads a prefix.
   *
   * @param module at least 24 bytes from the offset on
   * @param offset where the prefix begins
   * @return the prefix
   */
  static ModulePrefix read(byte[] module, int offset) {
    ByteBuffer in = ByteBuffer.wrap(module, offset, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    return new ModulePrefix(
        in.getInt() & Unsigned.MAX_32,
        in.getInt() & Unsigned.MAX_32,
        in.get() & 0xff,
        new ModuleFlags(in.get() & 0xff),
        in.getShort() & 0xffff,
        in.getShort() & 0xffff,
        new ModuleFunction(in.get() & 0xff),
        in.get() & 0xff,
        readDependency(in),
        readDependency(in));
  }

  static ModuleDependency readDependency(ByteBuffer in) {
    return new ModuleDependency(
        new ModuleFunction(in.get() & 0xff), in.get() & 0xff, in.getShort() & 0xffff);
  }

  /** Writes the 24 bytes. */
  void write(ByteBuffer out) {
    out.putInt((int) startAddress)
        .putInt((int) endAddress)
        .put((byte) reserved)
        .put((byte) flags.bits())
        .putShort((short) moduleVersion)
        .putShort((short) platformId)
        .put((byte) function.code())
        .put((byte) index);
    writeDependency(out, dependency1);
    writeDependency(out, dependency2);
  }

  private static void writeDependency(ByteBuffer out, ModuleDependency dependency) {
    out.put((byte) dependency.function().code())
        .put((byte) dependency.index())
        .putShort((short) dependency.version());
  }

  /**
   * Returns the version of a module as people read it.
   *
   * @param product the product that the suffix of the module names
   * @return the version of the product, or else that of the module
   */
  public String version(Optional<ProductData> product) {
    return Integer.toString(
        product
            .filter(p -> !p.equals(ProductData.NONE))
            .map(ProductData::version)
            .orElse(moduleVersion));
  }

  /**
   * Returns the length of the whole module that the addresses tell, CRC included.
   *
   * @return bytes; meaningless when the end address is before the start address
   */
  public long moduleLength() {
    return endAddress - startAddress + CRC_LENGTH;
  }

  /**
   * Returns a copy with other flags.
   *
   * @param newFlags the flags
   * @return the copy
   */
  public ModulePrefix withFlags(ModuleFlags newFlags) {
    return new ModulePrefix(
        startAddress,
        endAddress,
        reserved,
        newFlags,
        moduleVersion,
        platformId,
        function,
        index,
        dependency1,
        dependency2);
  }

  /**
   * Returns a copy with other addresses.
   *
   * @param start the start address
   * @param end the end address
   * @return the copy
   */
  public ModulePrefix withAddresses(long start, long end) {
    return new ModulePrefix(
        start,
        end,
        reserved,
        flags,
        moduleVersion,
        platformId,
        function,
        index,
        dependency1,
        dependency2);
  }
}
