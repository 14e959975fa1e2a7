package io.assetota.core.module;

import com.google.common.collect.ImmutableList;
import io.assetota.core.model.ModuleHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What ends a module: extensions, product, SHA-256, and the CRC-32.
 *
 * @param extensions in their order, with END if the list has one
 * @param unparsed bytes between the end of the list and the raw product data, or behind a product
 *     extension at its end; normally none, kept as they are
 * @param product the product; empty in a suffix of 36 bytes, which has no room for one
 * @param reserved reserved, 0 to 65535
 * @param sha256 SHA-256 of everything before this field
 * @param crc32 CRC-32 of everything before it, 0 to 2^32-1
 */
public record ModuleSuffix(
    List<ModuleExtension> extensions,
    Bytes unparsed,
    Optional<ProductData> product,
    int reserved,
    ModuleHash sha256,
    long crc32) {

  /** Length of reserved, SHA-256 and size fields: the shortest suffix. */
  static final int MIN_LENGTH = 36;

  /** From the reserved field back to the first byte that SHA-256 does not cover. */
  private static final int RESERVED_LENGTH = 2;

  /** SHA-256, size and CRC-32: what SHA-256 does not cover. */
  static final int HASHED_UNTIL = ModuleHash.LENGTH + 2 + ModulePrefix.CRC_LENGTH;

  /** Copies the list. */
  public ModuleSuffix {
    extensions = ImmutableList.copyOf(extensions);
    Unsigned.check16(reserved, "reserved field");
    Unsigned.check32(crc32, "CRC-32");
  }

  /** A suffix before its hash and checksum are known. */
  static ModuleSuffix unhashed(
      List<ModuleExtension> extensions,
      Bytes unparsed,
      Optional<ProductData> product,
      int reserved) {
    return new ModuleSuffix(
        extensions, unparsed, product, reserved, ModuleHash.of(new byte[ModuleHash.LENGTH]), 0);
  }

  /**
   * Reads the suffix at the end of a module.
   *
   * @param module the bytes that end with the CRC-32; they may lack the module's beginning
   * @param prefixEnd bytes at the front that can't belong to the suffix
   */
  static ModuleSuffix read(byte[] module, int prefixEnd) throws ModuleFormatException {
    int crcAt = module.length - ModulePrefix.CRC_LENGTH;
    if (crcAt - MIN_LENGTH < prefixEnd) {
      throw new ModuleFormatException(
          "module of " + module.length + " bytes is too short for a suffix", module.length);
    }
    ByteBuffer in = ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN);
    int size = in.getShort(crcAt - 2) & 0xffff;
    if (size < MIN_LENGTH) {
      throw new ModuleFormatException(
          "suffix size " + size + " is less than the least, " + MIN_LENGTH, crcAt - 2L);
    }
    int start = crcAt - size;
    if (start < prefixEnd) {
      throw new ModuleFormatException(
          "suffix size "
              + size
              + " is larger than the module of "
              + module.length
              + " bytes allows",
          crcAt - 2L);
    }
    int end = crcAt - MIN_LENGTH;
    ExtensionReader.ExtensionList list =
        ExtensionReader.read(module, start, end, ProductData.LENGTH);
    Optional<ProductData> product = productExtension(list.extensions());
    int productAt = end;
    if (product.isEmpty() && list.end() < end) {
      productAt -= ProductData.LENGTH;
      if (productAt < list.end()) {
        throw new ModuleFormatException(
            "no room for product data behind the extensions", list.end());
      }
      product = Optional.of(ProductData.read(in.position(productAt)));
    }
    return new ModuleSuffix(
        list.extensions(),
        Bytes.ofRange(module, list.end(), productAt),
        product,
        in.getShort(end) & 0xffff,
        ModuleHash.of(
            Arrays.copyOfRange(
                module, end + RESERVED_LENGTH, end + RESERVED_LENGTH + ModuleHash.LENGTH)),
        ByteBuffer.wrap(module, crcAt, ModulePrefix.CRC_LENGTH).getInt() & Unsigned.MAX_32);
  }

  /** The product, where it stands as an extension at the end: then it is not written raw. */
  private static Optional<ProductData> productExtension(List<ModuleExtension> extensions) {
    return !extensions.isEmpty()
            && extensions.get(extensions.size() - 1) instanceof ModuleExtension.Product last
        ? Optional.of(last.product())
        : Optional.empty();
  }

  private boolean hasRawProduct() {
    return product.isPresent() && productExtension(extensions).isEmpty();
  }

  /**
   * Returns the value of the size field.
   *
   * @return bytes from the first extension to the size field inclusive, 36 to 65535
   */
  public int size() {
    int length = MIN_LENGTH + unparsed.length();
    for (ModuleExtension extension : extensions) {
      length += extension.length();
    }
    return length + (hasRawProduct() ? ProductData.LENGTH : 0);
  }

  /** Returns the length with the CRC-32. */
  int lengthWithCrc() {
    return size() + ModulePrefix.CRC_LENGTH;
  }

  /** Writes what SHA-256 covers: everything up to the reserved field. */
  void writeHashed(ByteBuffer out) {
    extensions.forEach(e -> writeExtension(e, out));
    out.put(unparsed.toArray());
    if (hasRawProduct()) {
      product.ifPresent(p -> p.write(out));
    }
    out.putShort((short) reserved);
  }

  static void writeExtension(ModuleExtension extension, ByteBuffer out) {
    out.putShort((short) extension.type())
        .putShort((short) extension.length())
        .put(extension.data());
  }

  /**
   * Returns a copy with other extensions. A suffix that had no room for a product gets some: behind
   * extensions everybody reads one.
   */
  ModuleSuffix withExtensions(List<ModuleExtension> newExtensions) {
    Optional<ProductData> newProduct =
        newExtensions.isEmpty() ? product : product.or(() -> Optional.of(ProductData.NONE));
    return new ModuleSuffix(newExtensions, unparsed, newProduct, reserved, sha256, crc32);
  }
}
