package io.assetota.core.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a list of extensions, bounded by the region it may take. */
final class ExtensionReader {
  /**
   * A list that was read.
   *
   * @param extensions in their order, with the END if there is one
   * @param end offset of the first byte behind the last extension
   */
  record ExtensionList(List<ModuleExtension> extensions, int end) {
    boolean isEnded() {
      return !extensions.isEmpty()
          && extensions.get(extensions.size() - 1).type() == ExtensionType.END;
    }
  }

  private ExtensionReader() {}

  /**
   * Reads from an offset until END, an invalid type, or the limit.
   *
   * @param tail bytes at the limit that are no extension (raw product data) unless an extension
   *     ends exactly there
   */
  static ExtensionList read(byte[] module, int offset, int limit, int tail)
      throws ModuleFormatException {
    List<ModuleExtension> extensions = new ArrayList<>();
    int at = offset;
    while (limit - at > tail && limit - at >= ModuleExtension.HEADER_LENGTH) {
      ByteBuffer in =
          ByteBuffer.wrap(module, at, ModuleExtension.HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
      int type = in.getShort() & 0xffff;
      int length = in.getShort() & 0xffff;
      if (type == ExtensionType.INVALID) {
        break;
      }
      if (length < ModuleExtension.HEADER_LENGTH) {
        throw new ModuleFormatException(
            String.format(
                "extension 0x%04x claims a length of %d bytes, less than its own header",
                type, length),
            at);
      }
      if (length > limit - at) {
        throw new ModuleFormatException(
            String.format(
                "extension 0x%04x of %d bytes runs %d bytes past its list",
                type, length, length - limit + at),
            at);
      }
      extensions.add(
          decode(
              type,
              Arrays.copyOfRange(module, at + ModuleExtension.HEADER_LENGTH, at + length),
              at));
      at += length;
      if (type == ExtensionType.END) {
        break;
      }
    }
    return new ExtensionList(List.copyOf(extensions), at);
  }

  private static ModuleExtension decode(int type, byte[] data, int at)
      throws ModuleFormatException {
    if (type == ExtensionType.ASSET_DEPENDENCY) {
      // An asset dependency that is skipped as unknown would be an asset that is silently lost.
      return assetDependency(data, at);
    }
    ModuleExtension typed = typed(type, data).orElse(null);
    return typed != null && Arrays.equals(typed.data(), data)
        ? typed
        : new ModuleExtension.Other(type, Bytes.of(data));
  }

  private static ModuleExtension assetDependency(byte[] data, int at) throws ModuleFormatException {
    int hashEnd = 2 + AssetHash.LENGTH;
    if (data.length < hashEnd
        || data[0] != ModuleExtension.HASH_TYPE_SHA256
        || data[1] != AssetHash.LENGTH) {
      throw new ModuleFormatException("asset dependency without a SHA-256 hash", at);
    }
    String name =
        utf8(data, hashEnd)
            .orElseThrow(
                () -> new ModuleFormatException("asset dependency whose name is not UTF-8", at));
    return new ModuleExtension.AssetDependency(
        name, AssetHash.of(Arrays.copyOfRange(data, 2, hashEnd)));
  }

  /** Reads what has the known form; the caller checks that nothing was lost. */
  private static Optional<ModuleExtension> typed(int type, byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case ExtensionType.END -> Optional.of(new ModuleExtension.End(data.length));
      case ExtensionType.PRODUCT_DATA ->
          when(
              data.length == 6,
              () -> new ModuleExtension.Product(ProductData.read(in.position(2))));
      case ExtensionType.DYNAMIC_LOCATION ->
          when(
              data.length == 12,
              () -> new ModuleExtension.DynamicLocation(u32(in), u32(in), u32(in)));
      case ExtensionType.DEPENDENCY ->
          when(
              data.length == 8,
              () -> new ModuleExtension.Dependency(ModulePrefix.readDependency(in), u32(in)));
      case ExtensionType.HASH ->
          when(
              data.length == 2 + AssetHash.LENGTH,
              () ->
                  new ModuleExtension.Hash(AssetHash.of(Arrays.copyOfRange(data, 2, data.length))));
      case ExtensionType.NAME -> utf8(data, 0).map(ModuleExtension.Name::new);
      case ExtensionType.SECURITY_MODE ->
          when(
              data.length >= 1,
              () ->
                  new ModuleExtension.SecurityMode(
                      data[0] & 0xff, Bytes.ofRange(data, 1, data.length)));
      case ExtensionType.ASSET_TYPE ->
          when(data.length == 2, () -> new ModuleExtension.AssetType(data[0] & 0xff));
      default -> Optional.empty();
    };
  }

  private static Optional<ModuleExtension> when(
      boolean condition, java.util.function.Supplier<ModuleExtension> extension) {
    return condition ? Optional.of(extension.get()) : Optional.empty();
  }

  private static long u32(ByteBuffer in) {
    return in.getInt() & Unsigned.MAX_32;
  }

  private static Optional<String> utf8(byte[] data, int from) {
    try {
      return Optional.of(
          UTF_8.newDecoder().decode(ByteBuffer.wrap(data, from, data.length - from)).toString());
    } catch (CharacterCodingException e) {
      return Optional
          .empty(); // the caller decides: an error for a dependency, kept as it is elsewhere
    }
  }
}
